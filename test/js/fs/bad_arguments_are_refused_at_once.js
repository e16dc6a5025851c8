// Backends: one
'use strict';
const assert = require('assert');
const fs = require('fs');
const type = { code: 'ERR_INVALID_ARG_TYPE', name: 'TypeError' };
const range = { code: 'ERR_OUT_OF_RANGE', name: 'RangeError' };
const value = { code: 'ERR_INVALID_ARG_VALUE', name: 'TypeError' };
const never = () => assert.fail('called');

for (const path of [1, null, undefined, {}, [], true]) {
  assert.throws(() => fs.open(path, 'r', never), type);
  assert.throws(() => fs.statSync(path), type);
}
assert.throws(() => fs.openSync('a\0b'), value);
assert.throws(() => fs.openSync(Buffer.from('a\0b')), value);
assert.throws(() => fs.openSync('a', 'q'), value);
assert.throws(() => fs.openSync('a', 'r', '9'), value);
assert.throws(() => fs.readFile('a'), type);
assert.throws(() => fs.readFile('a', 'utf8'), type);
assert.throws(() => fs.readFileSync('a', { encoding: 'klingon' }), value);
assert.throws(() => fs.closeSync('1'), type);
assert.throws(() => fs.closeSync(-1), range);
assert.throws(() => fs.closeSync(1.5), range);
assert.throws(() => fs.readSync(0, Buffer.alloc(4), 5), type);
assert.throws(() => fs.readSync(0, Buffer.alloc(4), 5, 1), range);
assert.throws(() => fs.readSync(0, Buffer.alloc(4), 0, 5), range);
assert.throws(() => fs.readSync(0, Buffer.alloc(4), 0, 4, 1.5), range);
assert.throws(() => fs.writeSync(1, 5), type);
assert.throws(() => fs.writeSync(1, Buffer.alloc(4), 0, 5), range);
assert.throws(() => fs.writevSync(1, 'x'), type);
assert.throws(() => fs.writeFileSync('a', {}), type);
assert.throws(() => fs.mkdirSync('a', { recursive: 1 }), type);
assert.throws(() => fs.utimesSync('a', 'soon', 1), type);
assert.throws(() => fs.chownSync('a', -2, 1), range);
assert.throws(() => fs.rmSync('a', { force: 1 }), type);
assert.strictEqual(fs.existsSync('a\0b'), false);
assert.rejects(fs.promises.readFile(3), type);
