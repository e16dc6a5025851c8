'use strict';
/**
 * What proves that a test came to its end: a process whose callbacks never come
 * runs out of work and exits with 0, as if all were well.
 *
 * tools/test/run.py loads this before each test that prints nothing which is
 * compared. A test that goes on after its main script must then use `test` or
 * `mustCall`; one that does not has failed.
 */

const { readFileSync } = require('fs');

/** What is yet to happen: the reason that is printed if it does not. */
const awaited = new Map();
let used = false;
let asynchronous = false;

/** @returns {object} with the place of the call of `caller` as its stack */
function placeOf(caller) {
  const place = {};
  Error.captureStackTrace(place, caller);
  return place;
}

/** @returns {string} the place of the call */
function lineOf({ stack }) {
  return String(stack).split('\n').slice(1)[0]?.trim() ?? '';
}

function expect(place, reason) {
  used = true;
  awaited.set(place, reason);
}

/**
 * Runs a test. It fails when `body` throws or rejects, and also when the
 * process ends before `body` has.
 * @param {string} [name] of the part of the test, if the file has several
 * @param {function(): (Promise|void)} body
 * @returns {Promise<void>} settled when the body has ended well
 */
async function test(name, body = name) {
  const place = placeOf(test);
  expect(place, () => `${
    typeof name === 'string' ? `"${name}"` : 'the test'} did not end`);
  try {
    await body();
  } catch (error) {
    console.error(error);
    process.exit(1);
  }
  awaited.delete(place);
}

/**
 * A function that must be called exactly `times` times before the process ends.
 * @param {function} [fn] called with the same `this` and arguments
 * @param {number} [times]
 */
function mustCall(fn = () => {}, times = 1) {
  let calls = 0;
  const place = placeOf(mustCall);
  const reason = () => `${fn.name || 'a function'} was called ${
    calls} times, not ${times}`;
  if (times > 0) expect(place, reason);
  return function(...args) {
    ++calls;
    if (calls === times) awaited.delete(place);
    else expect(place, reason);
    return fn.apply(this, args);
  };
}

// Read now: a test may give up the right to.
const source = readFileSync(process.argv[1], 'utf8');

// Runs only if the loop turns for something else.
setImmediate(() => { asynchronous = true; }).unref();

process.on('exit', (code) => {
  if (code !== 0) return;
  for (const [place, reason] of awaited) {
    console.error(`${reason()}: ${lineOf(place)}`);
    process.exitCode = 1;
  }
  if (used) return;
  // What only waits for promises and ticks, as streams do, leaves no trace.
  if (!asynchronous) {
    asynchronous =
      /\bawait\b|(nextTick|queueMicrotask|pipe|then)\(|'(data|end|finish)'/
        .test(source);
  }
  if (asynchronous) {
    console.error('the test goes on after its main script: ' +
      'let test() or mustCall() of test/js/common/test.js prove its end');
    process.exitCode = 1;
  }
});

module.exports = { mustCall, test };
