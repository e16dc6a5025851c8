// Backends: one
'use strict';
const assert = require('assert');
const { Readable } = require('stream');
const source = new Readable({ read() {} });
source.push('header\nbody');
const all = source.read();
const end = all.indexOf('\n') + 1;
source.unshift(all.subarray(end));
assert.strictEqual(String(source.read()), 'body');
assert.strictEqual(source.read(), null);
source.push('xyz');
source.unshift('w');
assert.strictEqual(String(source.read(2)), 'wx');
assert.strictEqual(String(source.read(2)), 'yz');
