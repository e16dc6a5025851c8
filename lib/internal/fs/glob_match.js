'use strict';

/**
 * path.matchesGlob, and the patterns of fs.glob: globs as regular expressions.
 *
 * `*` and `?` stay within a path's part, `**` as a whole part stands for any
 * number of parts, `[a-z]` and `[!a]` are classes, `{a,b}` and `{1..3}`
 * alternatives, `@(a|b)`, `?( )`, `*( )`, `+( )` and `!( )` groups. As in a
 * shell, wildcards at the beginning of a part do not match a dot.
 */

/** Index of the bracket that closes the one at `open`, or -1. */
function closing(pattern, open, close) {
  const opener = pattern[open];
  let depth = 0;
  for (let i = open; i < pattern.length; i++) {
    if (pattern[i] === '\\') i++;
    else if (pattern[i] === opener) depth++;
    else if (pattern[i] === close && --depth === 0) return i;
  }
  return -1;
}

/** Splits at `separator` outside of brackets. */
function splitTop(text, separator) {
  const parts = [''];
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (char === '{' || char === '(') depth++;
    else if (char === '}' || char === ')') depth--;
    if (char === separator && depth === 0) parts.push('');
    else parts[parts.length - 1] += char;
  }
  return parts;
}

/** All patterns that braces stand for. */
function expandBraces(pattern) {
  const open = pattern.indexOf('{');
  const close = open === -1 ? -1 : closing(pattern, open, '}');
  if (close === -1) return [pattern];
  const body = pattern.slice(open + 1, close);
  const range = /^(-?\d+)\.\.(-?\d+)$/.exec(body);
  let options = splitTop(body, ',');
  if (range !== null) {
    options = [];
    const [from, to] = [Number(range[1]), Number(range[2])];
    const step = from <= to ? 1 : -1;
    for (let n = from; n !== to + step; n += step) options.push(`${n}`);
  } else if (options.length === 1) {
    // One alternative is none: the braces are text.
    return expandBraces(pattern.slice(close + 1)).map((rest) =>
      pattern.slice(0, close + 1).replace(/[{}]/g, '\\$&') + rest);
  }
  return options.flatMap((option) => expandBraces(
    pattern.slice(0, open) + option + pattern.slice(close + 1)));
}

const kNoDot = '(?!\\.)';

/** One part of a path as the source of an expression. */
function partSource(part, notSeparator) {
  let source = '';
  let guard = '';
  for (let i = 0; i < part.length; i++) {
    const char = part[i];
    const wild = i === 0 ? kNoDot : '';
    if ('@?*+!'.includes(char) && part[i + 1] === '(') {
      const close = closing(part, i + 1, ')');
      if (close !== -1) {
        const options = splitTop(part.slice(i + 2, close), '|')
          .map((option) => partSource(option, notSeparator)).join('|');
        if (char === '!') {
          const rest = partSource(part.slice(close + 1), notSeparator);
          source += `${wild}(?!(?:${options})${rest}$)${notSeparator}*?`;
        } else {
          source += `(?:${options})${char === '@' ? '' : char}`;
        }
        i = close;
        continue;
      }
    }
    if (char === '*') {
      while (part[i + 1] === '*') i++;
      guard ||= wild;
      source += `${notSeparator}*?`;
    } else if (char === '?') {
      guard ||= wild;
      source += notSeparator;
    } else if (char === '[' && part.indexOf(']', i + 2) !== -1) {
      const close = part.indexOf(']', i + 2);
      const body = part.slice(i + 1, close).replace(/^!/, '^')
        .replace(/\\/g, '\\\\').replace(/\[(?!:)/g, '\\[');
      guard ||= wild;
      source += `[${body}]`;
      i = close;
    } else {
      if (char === '\\' && i + 1 < part.length) i++;
      source += part[i].replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
    }
  }
  return guard + source;
}

/** The expression for a pattern without braces. */
function toRegExp(pattern, windows) {
  const separator = windows ? '[\\\\/]' : '\\/';
  const notSeparator = windows ? '[^\\\\/]' : '[^/]';
  const parts = windows ? pattern.split(/[\\/]/) : pattern.split('/');
  let source = '';
  parts.forEach((part, index) => {
    const last = index === parts.length - 1;
    if (part === '**') {
      // Parts that begin with a dot are not entered.
      const any = `(?:${kNoDot}${notSeparator}+`;
      source += last ? `(?:${any}(?:${separator}|$))*)?` :
        `${any}${separator})*`;
    } else {
      source += partSource(part, notSeparator) + (last ? '' : separator);
    }
  });
  return new RegExp(`^${source}${separator}?$`, windows ? 'i' : '');
}

/**
 * @param {string} path
 * @param {string} pattern
 * @param {boolean} windows
 */
function matchGlob(path, pattern, windows) {
  return expandBraces(pattern).some((one) => toRegExp(one, windows).test(path));
}

/**
 * What decides whether one part of a path is meant.
 * @param {string} part without braces and separators
 * @returns {RegExp|null} null: only the part itself is
 */
function partMatcher(part) {
  return /[*?[(\\]/.test(part) ? toRegExp(part, false) : null;
}

exports.expandBraces = expandBraces;
exports.matchGlob = matchGlob;
exports.partMatcher = partMatcher;
