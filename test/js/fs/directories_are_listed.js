'use strict';
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { at, root } = require('./common/tmp');
const { test } = require('../common/test');

fs.mkdirSync(at('a', 'b'), { recursive: true });
fs.writeFileSync(at('a', 'b', 'deep'), '');
fs.writeFileSync(at('ü'), '');
fs.symlinkSync('..', at('a', 'loop'));

assert.deepStrictEqual(fs.readdirSync(root), ['a', 'ü']);
assert.deepStrictEqual(fs.readdirSync(root, 'hex'), ['61', 'c3bc']);
assert.deepStrictEqual(fs.readdirSync(Buffer.from(root), 'buffer'),
                       [Buffer.from('a'), Buffer.from('ü')]);
assert.deepStrictEqual(fs.readdirSync(root, { recursive: true }).sort(),
                       ['a', 'a/b', 'a/b/deep', 'a/loop', 'ü']);
const entries = fs.readdirSync(root, { recursive: true, withFileTypes: true });
assert.deepStrictEqual(
  entries.map((e) => [path.relative(root, path.join(e.parentPath, e.name)),
                      e.isDirectory(), e.isSymbolicLink(), e.isFile()]).sort(),
  [['a', true, false, false], ['a/b', true, false, false],
   ['a/b/deep', false, false, true], ['a/loop', false, true, false],
   ['ü', false, false, true]]);

test(async () => {
  for (let i = 0; i < 700; ++i) fs.writeFileSync(at('a', `${i}`), '');
  const names = [];
  for await (const entry of await fs.promises.opendir(at('a'))) {
    names.push(entry.name);
  }
  assert.strictEqual(names.length, 702);
  const dir = fs.opendirSync(at('a'));
  let count = 0;
  while (dir.readSync() !== null) ++count;
  assert.strictEqual(count, 702);
  assert.strictEqual(await dir.read(), null);
  await dir.close();
  assert.throws(() => dir.readSync(), { code: 'ERR_DIR_CLOSED' });
  await assert.rejects(dir.close(), { code: 'ERR_DIR_CLOSED' });
  let deep = 0;
  for await (const entry of fs.opendirSync(root, { recursive: true })) {
    if (entry.name === 'deep') ++deep;
  }
  assert.strictEqual(deep, 1);
  assert.strictEqual(fs.mkdirSync(at('x', 'y', 'z'), { recursive: true }), at('x'));
  assert.strictEqual(fs.mkdirSync(at('x', 'y', 'z'), { recursive: true }), undefined);
  assert.throws(() => fs.rmdirSync(at('x')), { code: 'ENOTEMPTY' });
  await fs.promises.rm(at('x'), { recursive: true });
  assert(!fs.existsSync(at('x')));
});
