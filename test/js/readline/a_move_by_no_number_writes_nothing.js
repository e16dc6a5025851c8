'use strict';

// The cursor stays where it is.
const assert = require('assert');
const readline = require('readline');
const { PassThrough } = require('stream');

const stream = new PassThrough();
readline.moveCursor(stream, 'x', NaN);
readline.moveCursor(stream, {}, undefined);
assert.strictEqual(stream.read(), null);
readline.moveCursor(stream, 2, -3);
assert.strictEqual(stream.read().toString(), '\x1b[2C\x1b[3A');
