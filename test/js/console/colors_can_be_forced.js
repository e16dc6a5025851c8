// Env: FORCE_COLOR=1
// Backends: one
'use strict';
const assert = require('assert');
const { Console } = require('console');
const { Writable } = require('stream');

/** What a console prints to a stream that is no terminal. */
function printed(print, options) {
  let text = '';
  const stdout = new Writable({
    write(chunk, encoding, callback) {
      text += chunk;
      callback();
    },
  });
  print(new Console({ stdout, ...options }));
  return text;
}

const numbers = (console) => console.log([1, 'a']);
assert.strictEqual(printed(numbers),
                   "[ \x1b[33m1\x1b[39m, \x1b[32m'a'\x1b[39m ]\n");
assert.strictEqual(printed((console) => console.error('%O', { a: 1 })),
                   '{ a: \x1b[33m1\x1b[39m }\n');
assert.strictEqual(printed(numbers, { colorMode: false }), "[ 1, 'a' ]\n");
process.env.FORCE_COLOR = '0';
assert.strictEqual(printed(numbers, { colorMode: 'auto' }), "[ 1, 'a' ]\n");
process.env.FORCE_COLOR = '';
assert.match(printed(numbers), /\x1b\[33m1/);
delete process.env.FORCE_COLOR;
assert.strictEqual(printed(numbers), "[ 1, 'a' ]\n");
