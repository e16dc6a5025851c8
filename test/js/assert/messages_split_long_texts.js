// Backends: one
'use strict';
const åssert = require('assert');
const { test } = require('../common/test');

function messageOf(fn) {
  try {
    fn();
  } catch (error) {
    return error.message;
  }
  throw new Error('passed');
}

test(() => {
  // Texts of several lines are compared line by line if they are long.
  const lines = (text, count) => `${text}\n`.repeat(count);
  const long = messageOf(
    () => åssert.strictEqual(lines('A', 100), lines('B', 100)));
  åssert.strictEqual(long.split('\n').length, 204);
  åssert(long.includes("+ 'A\\n' +\n+   'A\\n' +"));
  const short = messageOf(
    () => åssert.strictEqual(lines('A', 38), lines('B', 38)));
  åssert.strictEqual(short.split('\n').length, 6);
  const changed = messageOf(() => åssert.deepStrictEqual(
    { text: `${lines('some words', 9)}end` },
    { text: `${lines('some words', 9)}END` }));
  åssert(changed.includes("+     'end'\n-     'END'"), changed);

  // The source of a call is shown with names of any script.
  åssert.strictEqual(
    messageOf(() => åssert.ok(1 === 2)),
    'The expression evaluated to a falsy value:\n\n  åssert.ok(1 === 2)\n');
});
