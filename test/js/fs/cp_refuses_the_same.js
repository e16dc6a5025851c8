// Backends: one
'use strict';
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');

const top = fs.mkdtempSync(path.join(os.tmpdir(), 'cp-'));
const at = (name) => path.join(top, name);
fs.writeFileSync(at('file'), 'contents');
fs.linkSync(at('file'), at('other'));
fs.mkdirSync(path.join(at('tree'), 'below'), { recursive: true });

// The first thing that copying does to a target is to unlink it.
for (const target of ['file', 'other']) {
  assert.throws(() => fs.cpSync(at('file'), at(target)),
                { code: 'ERR_FS_CP_EINVAL' });
}
assert.strictEqual(fs.readFileSync(at('file'), 'utf8'), 'contents');
assert.throws(() => fs.cpSync(at('tree'), path.join(at('tree'), 'below', 'x'),
                              { recursive: true }),
              { code: 'ERR_FS_CP_EINVAL' });
fs.rmSync(top, { recursive: true });
