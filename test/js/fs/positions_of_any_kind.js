'use strict';
// What is no place in a file means the file's own position; it never ends the
// process.
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'rondo-positions-'));
const file = path.join(directory, 'file');
const values = [
  undefined, null, -1, -5, 1.5, NaN, Infinity, -Infinity, 2 ** 53, 2 ** 63,
  -(2 ** 63), 1e300, -1n, 2n ** 63n, 2n ** 64n, -(2n ** 64n), true, '1', {},
];
for (const position of values) {
  fs.writeFileSync(file, '');
  const fd = fs.openSync(file, 'r+');
  assert.strictEqual(fs.writeSync(fd, Buffer.from('a'), 0, 1, position), 1);
  assert.strictEqual(fs.writeSync(fd, Buffer.from('b'), { position }), 1);
  assert.strictEqual(fs.writeSync(fd, 'c', position), 1);
  assert.strictEqual(fs.writevSync(fd, [Buffer.from('d')], position), 1);
  assert.strictEqual(fs.readFileSync(file, 'utf8'), 'abcd', String(position));
  assert.strictEqual(fs.readvSync(fd, [Buffer.alloc(1)], position), 0);
  fs.closeSync(fd);
}
const fd = fs.openSync(file, 'r+');
assert.strictEqual(fs.writeSync(fd, Buffer.from('X'), 0, 1, 2), 1);
assert.strictEqual(fs.writevSync(fd, [Buffer.from('Y')], 3), 1);
const read = Buffer.alloc(2);
assert.strictEqual(fs.readvSync(fd, [read], 2), 2);
assert.strictEqual(String(read), 'XY');
fs.closeSync(fd);
fs.rmSync(directory, { recursive: true });
