// Backends: one
'use strict';
// fs.globSync, fs.glob and fs.promises.glob.
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { pathToFileURL } = require('url');
const { promisify } = require('util');
const { test } = require('../common/test');

const cwd = fs.mkdtempSync(path.join(os.tmpdir(), 'glob-'));
process.on('exit', () => fs.rmSync(cwd, { recursive: true }));
for (const file of ['a/.hidden/x', 'a/b/c/d.js', 'a/b/e.txt', 'a/bc/f.js',
                    'top.js']) {
  fs.mkdirSync(path.join(cwd, path.dirname(file)), { recursive: true });
  fs.writeFileSync(path.join(cwd, file), '');
}
fs.symlinkSync('..', path.join(cwd, 'a/bc/up'));

const cases = [
  ['top.js', ['top.js']],
  ['./top.js', ['top.js']],
  ['a//b/./c', ['a/b/c']],
  ['nothing', []],
  ['nothing/*', []],
  ['top.js/*', []],
  ['*', ['a', 'top.js']],
  ['*/', ['a']],
  ['top.js/', []],
  ['a/.*', ['a/.hidden']],
  ['a/b*/*.js', ['a/bc/f.js']],
  ['a/{b,bc}/*.{js,txt}', ['a/b/e.txt', 'a/bc/f.js']],
  ['a/!(b)/*.js', ['a/bc/f.js']],
  ['a/b?/f.[jt]s', ['a/bc/f.js']],
  ['**/*.js', ['a/b/c/d.js', 'a/bc/f.js', 'top.js']],
  ['a/**', ['a', 'a/b', 'a/b/c', 'a/b/c/d.js', 'a/b/e.txt', 'a/bc',
            'a/bc/f.js', 'a/bc/up']],
  ['a/**/', ['a', 'a/b', 'a/b/c', 'a/bc', 'a/bc/up']],
  // A link ends what ** stands for, unless the pattern begins with it.
  ['a/**/b', ['a/b', 'a/bc/up/b']],
  ['**/b', ['a/b']],
  ['a/b/../bc', ['a/bc']],
  [`${cwd}/*.js`, [`${cwd}/top.js`]],
  [['top.js', '*.js', 'a/b'], ['a/b', 'top.js']],
];
const excluded = [
  [['a/**/*.js', ['a/b']], ['a/bc/f.js', 'a/bc/up/b/c/d.js'].slice(0, 1)],
  [['**/*.js', ['**/c']], ['a/bc/f.js', 'top.js']],
  [['**/*.js', (name) => name === 'b' || name === 'a/bc'], ['top.js']],
  [['a/**', ['a/**']], []],
];

test(async () => {
  const check = async (pattern, options, expected) => {
    const sorted = (list) => [...list].sort();
    assert.deepStrictEqual(sorted(fs.globSync(pattern, options)), expected);
    assert.deepStrictEqual(
      sorted(await promisify(fs.glob)(pattern, options)), expected);
    const found = [];
    for await (const one of fs.promises.glob(pattern, options)) found.push(one);
    assert.deepStrictEqual(sorted(found), expected);
  };
  for (const [pattern, expected] of cases) {
    await check(pattern, { cwd }, expected);
  }
  await check('*', { cwd: pathToFileURL(cwd) }, ['a', 'top.js']);
  for (const [[pattern, exclude], expected] of excluded) {
    await check(pattern, { cwd, exclude }, expected);
  }

  const entries = fs.globSync('a/b/*', { cwd, withFileTypes: true });
  assert(entries.every((entry) => entry instanceof fs.Dirent));
  assert.deepStrictEqual(
    entries.map(({ name, parentPath }) => path.join(parentPath, name)).sort(),
    [path.join(cwd, 'a/b/c'), path.join(cwd, 'a/b/e.txt')]);
  assert.deepStrictEqual(entries.map((entry) => entry.isFile()).sort(),
                         [false, true]);

  const invalid = { code: 'ERR_INVALID_ARG_TYPE' };
  for (const args of [[1], [['a', 1]], ['a', { cwd: 1 }], ['a', { exclude: 1 }],
                      ['a', { exclude: [1] }], ['a', { withFileTypes: 1 }]]) {
    assert.throws(() => fs.globSync(...args), invalid);
    await assert.rejects(promisify(fs.glob)(...args), invalid);
    await assert.rejects(fs.promises.glob(...args).next(), invalid);
  }
  assert.throws(() => fs.glob('a'), invalid);
});
