// fs.watch and fs.promises.watch: files, directories, trees, names and endings.
'use strict';
const assert = require('assert');
const { AsyncLocalStorage } = require('async_hooks');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { mustCall, test } = require('../common/test');

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'watch-'));
process.on('exit', () => fs.rmSync(root, { recursive: true }));
let count = 0;
function place() {
  const directory = path.join(root, `${++count}`);
  fs.mkdirSync(directory);
  return directory;
}

/** Resolves with the events up to the first that `until` accepts. */
function events(watcher, until) {
  const seen = [];
  return new Promise((resolve) => {
    watcher.on('change', function onChange(type, name) {
      seen.push(`${type} ${name}`);
      if (!until(type, name)) return;
      watcher.removeListener('change', onChange);
      resolve(seen);
    });
  });
}
const closed = (watcher) => new Promise((resolve) => {
  watcher.on('close', resolve);
  watcher.close();
  watcher.close();
});

test('directories and files', async () => {
  const directory = place();
  const file = path.join(directory, 'file');
  const watcher = fs.watch(directory, mustCall(() => {}, 4));
  const seen = events(watcher, (type, name) => name === 'moved');
  fs.closeSync(fs.openSync(file, 'w'));
  fs.chmodSync(file, 0o600);
  fs.renameSync(file, path.join(directory, 'moved'));
  assert.deepStrictEqual(await seen, [
    'rename file', 'change file', 'rename file', 'rename moved']);
  await closed(watcher);
  fs.writeFileSync(file, 'nobody is told');

  const one = fs.watch(file, { encoding: 'buffer' });
  const changed = new Promise((resolve) => {
    one.once('change', (type, name) => resolve([type, name]));
  });
  fs.writeFileSync(file, 'changed');
  assert.deepStrictEqual(await changed, ['change', Buffer.from('file')]);
  await closed(one);
});

test('trees', async () => {
  const directory = place();
  fs.mkdirSync(path.join(directory, 'old/deep'), { recursive: true });
  fs.mkdirSync(path.join(directory, 'node_modules'));
  fs.symlinkSync(root, path.join(directory, 'link'));
  const watcher = fs.watch(
    directory, { recursive: true, ignore: ['**/node_modules', '*.log'] });
  let seen = events(watcher, (type, name) => name === 'old/deep/end');
  fs.writeFileSync(path.join(directory, 'node_modules/no'), '');
  fs.writeFileSync(path.join(directory, 'old/no.log'), '');
  fs.writeFileSync(path.join(directory, 'old/deep/end'), '');
  assert.deepStrictEqual(new Set(await seen), new Set(['rename old/deep/end']));
  // What comes later, and moves, is watched too.
  seen = events(watcher, (type, name) => name === 'new/dir/file');
  fs.mkdirSync(path.join(directory, 'new/dir'), { recursive: true });
  fs.writeFileSync(path.join(directory, 'new/dir/file'), '');
  assert((await seen).includes('rename new/dir'));
  seen = events(watcher, (type, name) => name === 'moved/dir/file');
  fs.renameSync(path.join(directory, 'new'), path.join(directory, 'moved'));
  assert((await seen).includes('rename new'));
  seen = events(watcher, (type, name) => name === 'moved/dir/again');
  fs.writeFileSync(path.join(directory, 'moved/dir/again'), '');
  await seen;
  seen = events(watcher, (type, name) => name === 'moved');
  fs.rmSync(path.join(directory, 'moved'), { recursive: true });
  await seen;
  assert.strictEqual(process.getActiveResourcesInfo()
    .filter((name) => name === 'FSEventWrap').length > 0, true);
  await closed(watcher);
});

test('promises', async () => {
  const directory = place();
  const controller = new AbortController();
  const cause = new Error('enough');
  const seen = [];
  setTimeout(() => fs.writeFileSync(path.join(directory, 'a'), ''), 20);
  await assert.rejects(async () => {
    for await (const event of fs.promises.watch(
      directory, { signal: controller.signal })) {
      seen.push(event);
      controller.abort(cause);
    }
  }, { name: 'AbortError', code: 'ABORT_ERR', cause });
  assert.deepStrictEqual({ ...seen[0] },
                         { eventType: 'rename', filename: 'a' });
  await assert.rejects(fs.promises.watch(directory, { maxQueue: 'x' }).next(),
                       { code: 'ERR_INVALID_ARG_TYPE' });
  await assert.rejects(fs.promises.watch(directory, { overflow: 'x' }).next(),
                       { code: 'ERR_INVALID_ARG_VALUE' });

  const small = fs.promises.watch(
    directory, { maxQueue: 1, overflow: 'throw' });
  const first = small.next();
  for (const name of ['b', 'c', 'd']) {
    fs.writeFileSync(path.join(directory, name), '');
  }
  await assert.rejects(async () => {
    await first;
    await new Promise((resolve) => setTimeout(resolve, 50));
    for await (const event of small) void event;
  }, { code: 'ERR_FS_WATCH_QUEUE_OVERFLOW' });
});

test('endings and errors', async () => {
  const directory = place();
  const missing = path.join(directory, 'missing');
  for (const recursive of [false, true]) {
    assert.throws(() => fs.watch(missing, { recursive }), {
      code: 'ENOENT', syscall: 'watch', path: missing, filename: missing,
      message: `ENOENT: no such file or directory, watch '${missing}'`,
    });
  }
  for (const [options, code] of [
    [{ recursive: 1 }, 'ERR_INVALID_ARG_TYPE'],
    [{ persistent: 1 }, 'ERR_INVALID_ARG_TYPE'],
    [{ encoding: 'x' }, 'ERR_INVALID_ARG_VALUE'],
    [{ signal: 1 }, 'ERR_INVALID_ARG_TYPE'],
    [{ ignore: 1 }, 'ERR_INVALID_ARG_TYPE'],
    [{ ignore: [''] }, 'ERR_INVALID_ARG_VALUE'],
  ]) {
    assert.throws(() => fs.watch(directory, options), { code });
  }
  assert.throws(() => fs.watch(1), { code: 'ERR_INVALID_ARG_TYPE' });
  const controller = new AbortController();
  const watcher = fs.watch(directory, { signal: controller.signal });
  const end = new Promise((resolve) => watcher.on('close', resolve));
  controller.abort();
  await end;
  // Listeners run in the context of the watcher.
  const storage = new AsyncLocalStorage();
  const other = storage.run('mine', () => fs.watch(directory));
  await new Promise((resolve) => {
    other.once('change', () => {
      assert.strictEqual(storage.getStore(), 'mine');
      resolve();
    });
    fs.writeFileSync(missing, '');
  });
  // These keep nothing alive.
  other.unref();
  fs.watch(directory, { persistent: false });
});
