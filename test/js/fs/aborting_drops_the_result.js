'use strict';
const assert = require('assert');
const fs = require('fs');
const { at } = require('./common/tmp');

fs.writeFileSync(at('file'), Buffer.alloc(1 << 20));
const before = new AbortController();
before.abort(new Error('why'));
let calls = 0;
fs.readFile(at('file'), { signal: before.signal }, (error) => {
  assert.strictEqual(error.name, 'AbortError');
  assert.strictEqual(error.cause.message, 'why');
  ++calls;
});
const during = new AbortController();
fs.readFile(at('file'), { signal: during.signal }, (error) => {
  assert.strictEqual(error.code, 'ABORT_ERR');
  ++calls;
});
during.abort();
const after = new AbortController();
fs.promises.writeFile(at('other'), 'x', { signal: after.signal }).then(() => {
  after.abort();
  ++calls;
});
assert.rejects(fs.promises.writeFile(at('none'), 'x', { signal: before.signal }),
               { name: 'AbortError' }).then(() => ++calls);
process.on('exit', () => {
  assert.strictEqual(calls, 4);
  assert(!fs.existsSync(at('none')));
});
