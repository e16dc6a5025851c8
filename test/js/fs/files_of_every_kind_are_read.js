'use strict';
const assert = require('assert');
const fs = require('fs');
const { at } = require('./common/tmp');
const { test } = require('../common/test');

test(async () => {
  for (const size of [0, 1, 4095, 4096, 4097, 65536, 131073, 3 << 20]) {
    const bytes = Buffer.alloc(size, 'abcdefg');
    fs.writeFileSync(at('file'), bytes);
    // Unknown at first, then known.
    for (let i = 0; i < 3; ++i) {
      assert(bytes.equals(await fs.promises.readFile(at('file'))), `${size}`);
    }
    assert(bytes.equals(fs.readFileSync(at('file'))));
    assert.strictEqual(fs.readFileSync(at('file'), 'latin1'),
                       bytes.toString('latin1'));
  }
  // What claims to be empty.
  assert.match(await fs.promises.readFile('/proc/self/status', 'utf8'), /^Name:/);
  assert.match(fs.readFileSync('/proc/self/status', 'utf8'), /^Name:/);
  assert.strictEqual((await fs.promises.readFile('/dev/null')).length, 0);
  // Buffers that share a pool do not share bytes.
  fs.writeFileSync(at('a'), 'a'.repeat(4000));
  fs.writeFileSync(at('b'), 'b'.repeat(4000));
  const all = await Promise.all(Array.from(
    { length: 100 }, (_, i) => fs.promises.readFile(at(i % 2 ? 'a' : 'b'))));
  all.forEach((buffer, i) => {
    assert.strictEqual(buffer.toString(), (i % 2 ? 'a' : 'b').repeat(4000));
  });
  // A descriptor is read from its position on, and stays open.
  const fd = fs.openSync(at('a'));
  fs.readSync(fd, Buffer.alloc(10));
  assert.strictEqual(fs.readFileSync(fd).length, 3990);
  assert.strictEqual(fs.readFileSync(fd).length, 0);
  fs.closeSync(fd);
});
