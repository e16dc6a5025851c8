'use strict';
// A directory that goes away while it is read has no more entries; that is no
// error.
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { test } = require('../common/test.js');

test(async () => {
  const gone = fs.mkdtempSync(path.join(os.tmpdir(), 'rondo-gone-'));
  const dir = fs.opendirSync(gone);
  fs.rmdirSync(gone);
  assert.strictEqual(dir.readSync(), null);
  assert.strictEqual(await dir.read(), null);
  dir.closeSync();
});
