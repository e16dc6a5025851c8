'use strict';
// Modules by names that only old programs use hold what the others export.
// Backends: one
const assert = require('assert');
const http = require('http');
const stream = require('stream');

for (const [old, name] of [
  ['duplex', 'Duplex'], ['passthrough', 'PassThrough'], ['readable', 'Readable'],
  ['transform', 'Transform'], ['writable', 'Writable'],
]) {
  assert.strictEqual(require(`_stream_${old}`), stream[name]);
  assert.strictEqual(require(`node:_stream_${old}`), stream[name]);
}
for (const [old, ...names] of [
  ['agent', 'Agent', 'globalAgent'], ['client', 'ClientRequest'],
  ['incoming', 'IncomingMessage'],
  ['outgoing', 'OutgoingMessage', 'validateHeaderName', 'validateHeaderValue'],
  ['server', 'Server', 'ServerResponse', 'STATUS_CODES'],
]) {
  const exports = require(`_http_${old}`);
  assert.strictEqual(exports, require(`node:_http_${old}`));
  for (const name of names) assert.strictEqual(exports[name], http[name], name);
}

const common = require('_http_common');
assert.deepStrictEqual([...common.methods].sort(), http.METHODS);
for (const good of ['t', 'Content-Type', '#$%&\'*+-.^_`|~0']) {
  assert.strictEqual(common._checkIsHttpToken(good), true, good);
}
for (const bad of ['', ' ', 'a b', 'a:', 'a\n', '\u3042', '(a', '{', '\x7f']) {
  assert.strictEqual(common._checkIsHttpToken(bad), false, bad);
}
for (const good of ['', 'a\tb', 1, false, '\xff']) {
  assert.strictEqual(common._checkInvalidHeaderChar(good), false, String(good));
}
for (const bad of ['a\nb', '\0', '\u3042', '\x7f']) {
  assert.strictEqual(common._checkInvalidHeaderChar(bad), true, bad);
}
assert.ok(common.chunkExpression.test('gzip, Chunked'));
assert.ok(!common.chunkExpression.test('chunkedly'));
assert.ok(common.continueExpression.test('100-Continue'));
console.log('done');
