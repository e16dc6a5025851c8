'use strict';

/**
 * The source text of a call that is being executed, for the message of a failed
 * assert.ok().
 */

const { captureStackTrace } = require('internal/errors/errors');

/** Where `fn` was called: a V8 CallSite, or undefined. */
function callSiteOf(fn) {
  const { prepareStackTrace, stackTraceLimit } = Error;
  const holder = {};
  try {
    Error.stackTraceLimit = 1;
    Error.prepareStackTrace = (_, sites) => sites;
    captureStackTrace(holder, fn);
    const sites = holder.stack;
    return Array.isArray(sites) ? sites[0] : undefined;
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function readLine(site) {
  let file = site.getFileName();
  if (!file) return undefined;
  if (file.startsWith('file:')) {
    file = require('internal/url/url').fileURLToPath(file);
  }
  if (!file.startsWith('/')) return undefined;
  try {
    const text = require('fs').readFileSync(file, 'utf8');
    return text.split('\n')[site.getLineNumber() - 1];
  } catch {
    return undefined;
  }
}

const kClosing = { '(': ')', '[': ']', '{': '}' };

/** Index behind the call that begins at `start`; the line's end if it goes on. */
function endOfCall(line, start) {
  const open = [];
  for (let i = start; i < line.length; i++) {
    const char = line[i];
    if (char === '"' || char === '\'' || char === '`') {
      i++;
      while (i < line.length && line[i] !== char) i += line[i] === '\\' ? 2 : 1;
    } else if (char in kClosing) {
      open.push(kClosing[char]);
    } else if (char === open[open.length - 1]) {
      open.pop();
      if (open.length === 0) return i + 1;
    }
  }
  return line.length;
}

/**
 * Where the names begin that end at `end`: V8 points to the last one of
 * 'assert.ok', and behind the bracket of 'assert["ok"]'.
 */
function startOfCallee(line, end) {
  let start = end;
  while (true) {
    start -= /[$.?\u200c\u200d\p{ID_Continue}]*$/u
      .exec(line.slice(0, start))[0].length;
    if (line[start - 1] !== ']') return start;
    const bracket = line.lastIndexOf('[', start - 1);
    if (bracket === -1) return start;
    start = bracket;
  }
}

/**
 * @param {Function} fn that was called
 * @returns {string|undefined} 'assert.ok(x)'; the first line, where there are
 *   more
 */
function sourceOfCall(fn) {
  const site = callSiteOf(fn);
  if (site === undefined || typeof site.getFileName !== 'function') {
    return undefined;
  }
  const line = readLine(site);
  if (line === undefined) return undefined;
  const column = site.getColumnNumber() - 1;
  const start = startOfCallee(line, column);
  const paren = line.indexOf('(', column);
  if (paren === -1) return undefined;
  return line.slice(start, endOfCall(line, paren));
}

exports.sourceOfCall = sourceOfCall;
