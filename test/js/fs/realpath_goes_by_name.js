// Backends: one
'use strict';
// realpath takes '.' and '..' out of a path before it follows links, as
// documented; realpath.native leaves them to the system.
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { test } = require('../common/test');

const directory = fs.realpathSync(
  fs.mkdtempSync(path.join(os.tmpdir(), 'rondo-realpath-')));
process.chdir(directory);
process.on('exit', () => fs.rmSync(directory, { recursive: true }));
fs.mkdirSync('x/y', { recursive: true });
fs.writeFileSync('f', '');
fs.writeFileSync('x/f', '');
fs.symlinkSync('x/y', 'link');
fs.symlinkSync('f', 'file-link');
fs.symlinkSync('../x/./y/../f', 'x/up');
fs.symlinkSync('nothing', 'dead');
fs.symlinkSync('loop', 'loop');

/** What is given → what comes, below the directory; or the error. */
const cases = {
  '': '.', '.': '.', './x//y/': 'x/y', 'nothing/../f': 'f', 'link': 'x/y',
  'link/../f': 'f', 'link/..': '.', 'f/': 'f', 'f/.': 'f', 'f/../x': 'x',
  'file-link/': 'f', 'x/up': 'x/f', 'dead/../f': 'f', 'loop/..': '.',
  'nothing': ['ENOENT', 'lstat', 'nothing'],
  'nothing/f/': ['ENOENT', 'lstat', 'nothing'],
  'f/x': ['ENOTDIR', 'lstat', 'f/x'],
  'dead': ['ENOENT', 'stat', 'dead'],
  'dead/x': ['ENOENT', 'stat', 'dead'],
  'loop/x': ['ELOOP', 'stat', 'loop'],
};

function check(given, error, found) {
  const expected = cases[given];
  if (typeof expected === 'string') {
    assert.ifError(error);
    assert.strictEqual(String(found), path.join(directory, expected), given);
    return;
  }
  const [code, syscall, name] = expected;
  assert.deepStrictEqual(
    [error.code, error.syscall, error.path],
    [code, syscall, path.join(directory, name)], given);
}

function attempt(given, argument, options) {
  try {
    check(given, null, fs.realpathSync(argument, options));
  } catch (error) {
    if (error.syscall === undefined) throw error;
    check(given, error);
  }
}

test('at once', () => {
  for (const given of Object.keys(cases)) {
    attempt(given, given);
    attempt(given, path.join(directory, '/') + given);
    attempt(given, Buffer.from(given), 'buffer');
  }
});

test('later', () => Promise.all(Object.keys(cases).map((given) =>
  new Promise((resolve, reject) => {
    fs.realpath(given, (error, found) => {
      try {
        check(given, error, found);
        resolve();
      } catch (failure) {
        reject(failure);
      }
    });
  }))));

test('as the system sees it', async () => {
  assert.strictEqual(fs.realpathSync.native('link/../f'),
                     path.join(directory, 'x/f'));
  assert.throws(() => fs.realpathSync.native('f/'), { code: 'ENOTDIR' });
  await assert.rejects(fs.promises.realpath(''), { code: 'ENOENT' });
});

test('bytes that are no UTF-8', () => {
  const name = Buffer.from([0x61, 0xff, 0x62]);
  fs.writeFileSync(name, '');
  const found = fs.realpathSync(
    Buffer.concat([Buffer.from('x/../'), name]), 'buffer');
  assert.deepStrictEqual(
    found, Buffer.concat([Buffer.from(`${directory}/`), name]));
});
