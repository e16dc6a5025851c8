// Backends: one
'use strict';
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { test } = require('../common/test');

test(async () => {
  const top = fs.mkdtempSync(path.join(os.tmpdir(), 'cp-'));
  const from = path.join(top, 'from');
  fs.mkdirSync(path.join(from, 'inner'), { recursive: true });
  fs.writeFileSync(path.join(from, 'inner', 'file'), 'x', { mode: 0o600 });
  fs.chmodSync(path.join(from, 'inner', 'file'), 0o653);
  fs.chmodSync(path.join(from, 'inner'), 0o771);
  fs.chmodSync(from, 0o707);
  const modeOf = (...parts) =>
    (fs.statSync(path.join(top, ...parts)).mode & 0o777).toString(8);
  for (const [to, copy] of [
    ['sync', (target) => fs.cpSync(from, target, { recursive: true })],
    ['later', (target) => fs.promises.cp(from, target, { recursive: true })],
  ]) {
    await copy(path.join(top, to));
    assert.strictEqual(modeOf(to), '707');
    assert.strictEqual(modeOf(to, 'inner'), '771');
    assert.strictEqual(modeOf(to, 'inner', 'file'), '653');
  }
  fs.rmSync(top, { recursive: true });
});
