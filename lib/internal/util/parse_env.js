'use strict';

/**
 * The text of .env files: NAME=value lines, with comments, an optional
 * `export`, and values in quotes that may span lines.
 */

const kQuotes = ['"', '\'', '`'];

/** Index of the line's end, or the text's. */
function endOfLine(text, from) {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

/**
 * @param {string} content
 * @returns {Record<string, string>} in order of appearance
 */
function parseEnv(content) {
  const text = content.replace(/\r\n?/g, '\n');
  const variables = { __proto__: null };
  let position = 0;
  while (position < text.length) {
    const lineEnd = endOfLine(text, position);
    const line = text.slice(position, lineEnd);
    const equals = line.indexOf('=');
    const name = line.slice(0, equals).trim().replace(/^export\s+/, '').trim();
    if (equals <= 0 || line.trimStart().startsWith('#') || name === '') {
      position = lineEnd + 1;
      continue;
    }
    let start = position + equals + 1;
    while (text[start] === ' ' || text[start] === '\t') start++;

    const quote = text[start];
    if (kQuotes.includes(quote)) {
      const close = text.indexOf(quote, start + 1);
      if (close !== -1) {
        let value = text.slice(start + 1, close);
        if (quote === '"') value = value.replace(/\\n/g, '\n');
        variables[name] = value;
        // A comment may follow on the line.
        position = endOfLine(text, close) + 1;
        continue;
      }
    }
    const end = endOfLine(text, Math.min(start, lineEnd));
    let value = text.slice(Math.min(start, lineEnd), end);
    const comment = value.indexOf('#');
    if (comment !== -1) value = value.slice(0, comment);
    variables[name] = value.trim();
    position = end + 1;
  }
  return variables;
}

exports.parseEnv = parseEnv;
