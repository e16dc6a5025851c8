'use strict';
// A writeFile on a descriptor that is aborted has ended when it says so: what is
// opened next, with the same number, gets nothing of it.
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { test } = require('../common/test');

test(async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rondo-abort-'));
  try {
    const bytes = Buffer.alloc(6 << 20, 'x');
    const other = path.join(folder, 'other');
    fs.writeFileSync(other, Buffer.alloc(2 << 20));
    for (let i = 0; i < 10; i++) {
      const handle = await fs.promises.open(path.join(folder, 'aborted'), 'w');
      const controller = new AbortController();
      // The threads that do this have something else to do first.
      for (let j = 0; j < 16; j++) fs.readFile(other, () => {});
      process.nextTick(() => controller.abort());
      await handle.writeFile(bytes, { signal: controller.signal })
        .catch((error) => assert.strictEqual(error.name, 'AbortError'));
      await handle.close();
      const next = path.join(folder, 'next');
      const fd = fs.openSync(next, 'w');
      fs.writeSync(fd, 'text');
      await new Promise((resolve) => { setTimeout(resolve, 20); });
      fs.closeSync(fd);
      assert.strictEqual(fs.readFileSync(next, 'latin1').slice(0, 8), 'text');
    }
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});
