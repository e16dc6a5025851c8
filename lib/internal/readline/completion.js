'use strict';
/**
 * What the tab key does when the program completes words.
 *
 * @module internal/readline/completion
 */

const { getStringWidth, inspect } = require('internal/util/inspect');

/** Between two columns of the list. */
const kGap = 2;

/** The longest text that all of these begin with. */
function commonPrefix(texts) {
  if (texts.length === 0) return '';
  // The first and the last in order differ where any do.
  let first = texts[0];
  let last = texts[0];
  for (const text of texts) {
    if (text < first) first = text;
    if (text > last) last = text;
  }
  let length = 0;
  while (length < first.length && first[length] === last[length]) length++;
  return first.slice(0, length);
}

/**
 * The list of what there is, in columns, each row with its end of line; '' among
 * the completions parts groups by an empty row.
 *
 * @param {string[]} completions
 * @param {number} columns of the terminal
 */
function listOf(completions, columns) {
  const widths = completions.map((text) => getStringWidth(text));
  const width = Math.max(...widths) + kGap;
  const perRow = Number.isFinite(columns) ?
    Math.max(1, Math.floor(columns / width)) : 1;
  let list = '';
  let inRow = 0;
  completions.forEach((text, index) => {
    if (text === '') {
      list += inRow > 0 ? '\r\n\r\n' : '\r\n';
      inRow = 0;
      return;
    }
    list += text;
    inRow++;
    const isLast = index + 1 === completions.length ||
      completions[index + 1] === '';
    if (inRow === perRow) {
      list += '\r\n';
      inRow = 0;
    } else if (!isLast) {
      list += ' '.repeat(width - widths[index]);
    }
  });
  return inRow > 0 ? `${list}\r\n` : list;
}

/**
 * Shows what a completer found.
 *
 * @param {any} reader the interface
 * @param {any} line its TerminalLine
 * @param {[string[], string]} found the completions, and what of the line they
 *   complete
 * @param {boolean} isSecondTab whether to list those that begin alike
 */
function showCompletions(reader, line, [completions, completed], isSecondTab) {
  if (!completions || completions.length === 0) return;
  const prefix = commonPrefix(completions.filter((text) => text !== ''));
  if (prefix.startsWith(completed) && prefix.length > completed.length) {
    reader._insertString(prefix.slice(completed.length));
  } else if (!completed.startsWith(prefix)) {
    // What was written differently, in capitals for one.
    line.replaceBefore(completed.length, prefix);
  } else if (isSecondTab) {
    reader._writeToOutput(`\r\n${listOf(completions, reader.columns)}\r\n`);
    reader._refreshLine();
  }
}

/** Says why there are no completions. */
function showCompletionError(reader, error) {
  reader._writeToOutput(`Tab completion error: ${inspect(error)}`);
}

module.exports = { showCompletionError, showCompletions };
