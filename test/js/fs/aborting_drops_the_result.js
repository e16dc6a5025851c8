'use strict';
const assert = require('assert');
const fs = require('fs');
const { at } = require('./common/tmp');
const { mustCall } = require('../common/test');

fs.writeFileSync(at('file'), Buffer.alloc(1 << 20));
const before = new AbortController();
before.abort(new Error('why'));
fs.readFile(at('file'), { signal: before.signal }, mustCall((error) => {
  assert.strictEqual(error.name, 'AbortError');
  assert.strictEqual(error.cause.message, 'why');
}));
const during = new AbortController();
fs.readFile(at('file'), { signal: during.signal }, mustCall((error) => {
  assert.strictEqual(error.code, 'ABORT_ERR');
}));
during.abort();
const after = new AbortController();
fs.promises.writeFile(at('other'), 'x', { signal: after.signal })
  .then(mustCall(() => after.abort()));
assert.rejects(fs.promises.writeFile(at('none'), 'x', { signal: before.signal }),
               { name: 'AbortError' }).then(mustCall());
process.on('exit', () => {
  assert(!fs.existsSync(at('none')));
});
