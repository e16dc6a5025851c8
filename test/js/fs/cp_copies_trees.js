'use strict';
// In all its forms, with one set of rules.
const assert = require('assert');
const fs = require('fs');
const util = require('util');
const { at } = require('./common/tmp');

fs.mkdirSync(at('from', 'below'), { recursive: true });
fs.writeFileSync(at('from', 'a'), 'a', { mode: 0o640 });
fs.writeFileSync(at('from', 'below', 'b'), 'b');
fs.symlinkSync('a', at('from', 'link'));
fs.utimesSync(at('from', 'a'), 1, 2);

function list(directory) {
  return fs.readdirSync(directory, { recursive: true }).sort();
}

async function check(copy, to) {
  await assert.rejects(async () => copy(at('from'), to),
                       { code: 'ERR_FS_EISDIR' });
  await copy(at('from'), to, { recursive: true, preserveTimestamps: true });
  assert.deepStrictEqual(list(to), ['a', 'below', 'below/b', 'link']);
  assert.strictEqual(fs.statSync(`${to}/a`).mtimeMs, 2000);
  assert.strictEqual(fs.statSync(`${to}/a`).mode & 0o777, 0o640);
  assert.strictEqual(fs.readlinkSync(`${to}/link`), at('from', 'a'));
  // Again: files are overwritten, unless told not to.
  fs.writeFileSync(`${to}/a`, 'changed');
  await copy(at('from', 'a'), `${to}/a`, { force: false });
  assert.strictEqual(fs.readFileSync(`${to}/a`, 'utf8'), 'changed');
  await copy(at('from'), to, { recursive: true });
  assert.strictEqual(fs.readFileSync(`${to}/a`, 'utf8'), 'a');
  await assert.rejects(
    async () => copy(at('from', 'a'), `${to}/a`,
                     { force: false, errorOnExist: true }),
    { code: 'ERR_FS_CP_EEXIST' });
  await assert.rejects(async () => copy(to, to, { recursive: true }),
                       { code: 'ERR_FS_CP_EINVAL' });
  await assert.rejects(async () => copy(to, `${to}/inside`, { recursive: true }),
                       { code: 'ERR_FS_CP_EINVAL' });
  await assert.rejects(async () => copy(to, `${to}/a`, { recursive: true }),
                       { code: 'ERR_FS_CP_DIR_TO_NON_DIR' });
  const filtered = `${to}-filtered`;
  await copy(at('from'), filtered, {
    recursive: true, filter: (name) => !name.endsWith('b'),
  });
  assert.deepStrictEqual(list(filtered), ['a', 'below', 'link']);
}

async function main() {
  await check(fs.cpSync, at('sync'));
  await check(fs.promises.cp, at('promise'));
  await check(util.promisify(fs.cp), at('callback'));
}
main().then(() => console.log('copied'));
