'use strict';
// A recursive watch looks at a large tree bit by bit: the loop turns between.
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { test } = require('../common/test.js');

/** How many watches this process has. */
function watches() {
  let count = 0;
  for (const fd of fs.readdirSync('/proc/self/fdinfo')) {
    try {
      count += fs.readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8')
        .match(/^inotify /gm)?.length ?? 0;
    } catch {
      // The descriptor of the list itself.
    }
  }
  return count;
}

test(async () => {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'rondo-watch-'));
  for (let i = 0; i < 16; ++i) {
    for (let j = 0; j < 50; ++j) {
      fs.mkdirSync(path.join(root, `${i}`, `${j}`), { recursive: true });
    }
  }
  const before = watches();
  const all = before + 1 + 16 + 16 * 50;
  const watcher = fs.watch(root, { recursive: true });
  const seen = [];
  watcher.on('change', (type, name) => seen.push(name));
  const atOnce = watches();
  assert.ok(atOnce > before && atOnce < all, `${atOnce} of ${all}`);
  let turns = 0;
  while (watches() < all) {
    await new Promise((resolve) => setImmediate(resolve));
    ++turns;
  }
  assert.ok(turns >= 3, String(turns));
  for (const deep of ['0/0', '15/49']) {
    fs.writeFileSync(path.join(root, deep, 'f'), '');
    while (!seen.includes(`${deep}/f`)) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  watcher.close();
  assert.strictEqual(watches(), before);

  // One that is closed meanwhile looks no further.
  const other = fs.watch(root, { recursive: true });
  other.close();
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.strictEqual(watches(), before);
  fs.rmSync(root, { recursive: true });
});
