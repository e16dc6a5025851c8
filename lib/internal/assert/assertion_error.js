'use strict';

/**
 * AssertionError, and the messages in which assertions say what differs.
 */

const { captureStackTrace } = require('internal/errors/errors');
const { validateObject } = require('internal/util/validators');
const { isError } = require('internal/util/util');
const { inspect } = require('internal/util/inspect');

const kHeads = {
  deepStrictEqual: 'Expected values to be strictly deep-equal:',
  partialDeepStrictEqual:
    'Expected values to be partially and strictly deep-equal:',
  strictEqual: 'Expected values to be strictly equal:',
  strictEqualObject: 'Expected "actual" to be reference-equal to "expected":',
  deepEqual: 'Expected values to be loosely deep-equal:',
  notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
  notStrictEqual: 'Expected "actual" to be strictly unequal to:',
  notStrictEqualObject:
    'Expected "actual" not to be reference-equal to "expected":',
  notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
  notIdentical: 'Values have same structure but are not reference-equal:',
  notDeepEqualUnequal: 'Expected values not to be loosely deep-equal:',
};

/** Operators whose message is a diff, also below a message of the user's. */
const kDiffOperators =
  ['deepStrictEqual', 'strictEqual', 'partialDeepStrictEqual'];

/** Two values up to this length go on one line. */
const kShort = 12;
/** Longest text of a value in messages of one line. */
const kLong = 512;
/** Lines of a value that must not be equal. */
const kMaxLines = 50;
const kMaxShownLines = 46;

const kPlain = { blue: '', green: '', red: '', white: '' };
const kColored = {
  blue: '\x1b[34m', green: '\x1b[32m', red: '\x1b[31m', white: '\x1b[39m',
};

function currentColors() {
  const { wantsColors } = require('internal/util/style_text');
  return wantsColors(process.stderr) ? kColored : kPlain;
}

/** A value in full, the same text for equal values. */
function show(value) {
  return inspect(value, {
    compact: false,
    customInspect: false,
    depth: 1000,
    maxArrayLength: Infinity,
    showHidden: false,
    showProxy: false,
    breakLength: 80,
    sorted: true,
    getters: true,
  });
}

/** An error without its stack, which would differ where nothing else does. */
function withoutStack(error) {
  const copy = Object.create(Object.getPrototypeOf(error));
  Object.assign(copy, error);
  for (const key of ['message', 'name', 'cause', 'errors']) {
    if (!Object.prototype.hasOwnProperty.call(error, key)) continue;
    const value = error[key];
    Object.defineProperty(copy, key, {
      __proto__: null,
      value: key === 'cause' && isError(value) ? withoutStack(value) : value,
      enumerable: Object.prototype.propertyIsEnumerable.call(error, key),
    });
  }
  return copy;
}

const isObject = (value) => typeof value === 'object' && value !== null;
const isReference = (value) => isObject(value) || typeof value === 'function';

/** Two lines, one above the other; for strings, a mark where they part. */
function stacked(actual, expected, actualLine, expectedLine, colors) {
  let text = `${colors.green}+${colors.white} ${actualLine}\n` +
    `${colors.red}-${colors.white} ${expectedLine}`;
  const width = process.stderr.isTTY ? process.stderr.columns : 80;
  if (typeof actual === 'string' && typeof expected === 'string' &&
      actualLine.length + expectedLine.length <= width) {
    let index = 0;
    while (index < actualLine.length &&
           actualLine[index] === expectedLine[index]) {
      index++;
    }
    if (index >= 3) text += `\n${' '.repeat(index + 2)}^`;
  }
  return text;
}

/** The message for values that should have been equal. */
function describeDifference(actual, expected, operator, message, full) {
  if (operator === 'strictEqual' &&
      ((isObject(actual) && isObject(expected)) ||
       (typeof actual === 'function' && typeof expected === 'function'))) {
    operator = 'strictEqualObject';
  }
  if (isError(actual) && isError(expected)) {
    actual = withoutStack(actual);
    expected = withoutStack(expected);
  }
  const actualText = show(actual);
  const expectedText = show(expected);
  if (actualText === expectedText && isObject(actual) && isObject(expected)) {
    const lines = actualText.split('\n');
    const head = message ?? kHeads.notIdentical;
    if (lines.length > kMaxLines && !full) {
      lines.length = kMaxShownLines;
      lines.push('...');
    }
    return `${head}\n\n${lines.join('\n')}\n`;
  }
  const colors = currentColors();
  const head = message ?? kHeads[operator];
  const actualLines = actualText.split('\n');
  const expectedLines = expectedText.split('\n');

  if (actualLines.length === 1 && expectedLines.length === 1 &&
      actualText !== expectedText &&
      !(isObject(actual) && isObject(expected))) {
    let length = actualText.length + expectedText.length;
    if (typeof actual === 'string') length -= 2;
    if (typeof expected === 'string') length -= 2;
    if (length <= kShort && (actual !== 0 || expected !== 0)) {
      return `${head}\n\n${actualText} !== ${expectedText}\n`;
    }
  }
  const legend = `${colors.green}+ actual${colors.white} ` +
    `${colors.red}- expected${colors.white}`;
  if (actualLines.length === 1 && expectedLines.length === 1) {
    const text = stacked(actual, expected, actualText, expectedText, colors);
    return `${head}\n${legend}\n\n${text}\n`;
  }
  const { diffLines, printDiff } = require('internal/assert/line_diff');
  const { text, skipped } = printDiff(
    diffLines(actualLines, expectedLines), colors);
  const note = skipped ?
    `\n${colors.blue}...${colors.white} Skipped lines` : '';
  return `${head}\n${legend}${note}\n\n${text}\n`;
}

/** The message for values that should not have been equal. */
function describeSameness(actual, operator, full) {
  let head = kHeads[operator];
  if (operator === 'notStrictEqual' && isReference(actual)) {
    head = kHeads.notStrictEqualObject;
  }
  const lines = show(actual).split('\n');
  if (lines.length > kMaxLines && !full) {
    lines.length = kMaxShownLines;
    lines.push('...');
  }
  if (lines.length === 1) {
    return `${head}${lines[0].length > 5 ? '\n\n' : ' '}${lines[0]}`;
  }
  return `${head}\n\n${lines.join('\n')}\n`;
}

/** The message for the loose operators. */
function describeLoosely(actual, expected, operator, full) {
  let left = show(actual);
  let right = show(expected);
  if (operator === 'notDeepEqual' && left === right) {
    const text = !full && left.length > 1024 ? `${left.slice(0, 1021)}...` : left;
    return `${kHeads.notDeepEqual}\n\n${text}`;
  }
  if (!full) {
    if (left.length > kLong) left = `${left.slice(0, kLong - 3)}...`;
    if (right.length > kLong) right = `${right.slice(0, kLong - 3)}...`;
  }
  if (operator === 'deepEqual') {
    return `${kHeads.deepEqual}\n\n${left}\n\nshould loosely deep-equal\n\n` +
      right;
  }
  if (operator === 'notDeepEqual') {
    return `${kHeads.notDeepEqualUnequal}\n\n${left}\n\n` +
      `should not loosely deep-equal\n\n${right}`;
  }
  return `${left} ${operator} ${right}`;
}

function describe(actual, expected, operator, full) {
  if (kDiffOperators.includes(operator)) {
    return describeDifference(actual, expected, operator, undefined, full);
  }
  if (operator === 'notDeepStrictEqual' || operator === 'notStrictEqual') {
    return describeSameness(actual, operator, full);
  }
  return describeLoosely(actual, expected, operator, full);
}

class AssertionError extends Error {
  /**
   * @param {object} options { message, operator, actual, expected,
   *   stackStartFn, diff: 'simple'|'full' }
   */
  constructor(options) {
    validateObject(options, 'options');
    const {
      message,
      operator,
      stackStartFn,
      stackStartFunction,
      diff = 'simple',
    } = options;
    const { actual, expected } = options;
    const full = diff === 'full';

    // No stack is needed before captureStackTrace makes one.
    const limit = Error.stackTraceLimit;
    if (typeof limit === 'number') Error.stackTraceLimit = 0;
    if (message != null) {
      super(kDiffOperators.includes(operator) ?
        describeDifference(actual, expected, operator, `${message}`, full) :
        `${message}`);
    } else {
      super(describe(actual, expected, operator, full));
    }
    if (typeof limit === 'number') Error.stackTraceLimit = limit;

    this.generatedMessage = !message;
    Object.defineProperty(this, 'name', {
      __proto__: null,
      value: 'AssertionError [ERR_ASSERTION]',
      enumerable: false,
      writable: true,
      configurable: true,
    });
    this.code = 'ERR_ASSERTION';
    this.actual = actual;
    this.expected = expected;
    this.operator = operator;
    captureStackTrace(this, stackStartFn || stackStartFunction);
    // The first line is made when the stack is first read.
    void this.stack;
    this.name = 'AssertionError';
    this.diff = diff;
  }

  toString() {
    return `${this.name} [${this.code}]: ${this.message}`;
  }

  [inspect.custom](recurseTimes, context) {
    // Actual and expected are in the message; here, a glance suffices.
    const { actual, expected } = this;
    if (typeof actual === 'string') this.actual = glance(actual, this.diff);
    if (typeof expected === 'string') {
      this.expected = glance(expected, this.diff);
    }
    const text = inspect(this, {
      ...context, customInspect: false, depth: 0,
    });
    this.actual = actual;
    this.expected = expected;
    return text;
  }
}

const kGlanceLines = 10;

function glance(text, diff) {
  const lines = text.split('\n');
  if (lines.length > kGlanceLines) {
    return `${lines.slice(0, kGlanceLines).join('\n')}\n...`;
  }
  // The end of a long one: its beginning is in the message.
  return text.length > kLong ? `${text.slice(kLong)}...` : text;
}

exports.AssertionError = AssertionError;
exports.show = show;
