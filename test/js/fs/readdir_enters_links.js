'use strict';
/** Recursively, links to directories are entered, but not without end. */
const fs = require('fs');
const os = require('os');
const path = require('path');
const { assert, test } = require('../http/common/wire');

test(async () => {
  const top = fs.mkdtempSync(path.join(os.tmpdir(), 'links-'));
  fs.mkdirSync(path.join(top, 'a', 'b'), { recursive: true });
  fs.writeFileSync(path.join(top, 'a', 'file'), '');
  fs.symlinkSync('a', path.join(top, 'link'));
  fs.symlinkSync('..', path.join(top, 'a', 'up'));
  fs.symlinkSync('absent', path.join(top, 'broken'));
  const all = ['a', 'a/b', 'a/file', 'a/up', 'broken', 'link', 'link/b',
               'link/file', 'link/up'];
  const options = { recursive: true };
  assert.deepStrictEqual(fs.readdirSync(top, options).sort(), all);
  assert.deepStrictEqual((await fs.promises.readdir(top, options)).sort(), all);
  const entries = fs.readdirSync(top, { recursive: true, withFileTypes: true });
  assert.deepStrictEqual(
    entries.map((each) => path.relative(
      top, path.join(each.parentPath, each.name))).sort(), all);
  fs.rmSync(top, { recursive: true });
});
