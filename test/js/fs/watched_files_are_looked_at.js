// Backends: one
'use strict';
// fs.watchFile and fs.unwatchFile.
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { mustCall, test } = require('../common/test');

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'watch-'));
process.on('exit', () => fs.rmSync(root, { recursive: true }));

test(async () => {
  const file = path.join(root, 'file');
  for (const bigint of [false, true]) {
    const changes = [];
    const look = () => new Promise((resolve) => {
      watcher.once('change', (...stats) => {
        changes.push(stats.map(({ size, mtimeMs }) => [size, mtimeMs]));
        resolve(stats);
      });
    });
    const watcher = fs.watchFile(file, { interval: 10, bigint }, () => {});
    const zero = bigint ? 0n : 0;
    // Once, that there is nothing.
    const [none, before] = await look();
    assert.strictEqual(none.ino, zero);
    assert.deepStrictEqual(none, before);
    assert.strictEqual(none instanceof fs.Stats, !bigint);
    assert.deepStrictEqual(none.mtime, new Date(0));
    fs.writeFileSync(file, 'text');
    const [made, was] = await look();
    assert.strictEqual(was.ino, zero);
    assert(made.ino > 0 && typeof made.ino === typeof zero);
    fs.readFileSync(file);
    fs.writeFileSync(file, 'longer text');
    const [grown, small] = await look();
    assert(grown.size > small.size);
    assert(small.ino > 0);
    fs.unlinkSync(file);
    const [gone, last] = await look();
    assert.strictEqual(gone.size, zero);
    assert(last.ino > 0);
    fs.unwatchFile(file);
    watcher.on('stop', mustCall());
    watcher.stop();
  }

  // One watcher a file, whatever the way to it is called.
  const [one, two] = [() => {}, () => {}];
  const watcher = fs.watchFile(__filename, one);
  assert.strictEqual(
    fs.watchFile(Buffer.from(path.relative('.', __filename)), two), watcher);
  fs.unwatchFile(__filename, () => {});
  assert.strictEqual(watcher.listenerCount('change'), 2);
  fs.unwatchFile(__filename, one);
  const stopped = new Promise((resolve) => watcher.on('stop', resolve));
  fs.unwatchFile(__filename, two);
  await stopped;
  assert.notStrictEqual(fs.watchFile(__filename, { persistent: false }, one),
                        watcher);
  for (const args of [[__filename], [__filename, {}, 'x'], [{}, one],
                      [__filename, { interval: 'x' }, one]]) {
    assert.throws(() => fs.watchFile(...args), {
      code: 'ERR_INVALID_ARG_TYPE',
    });
  }
});
