'use strict';
// Backends: one
// params() holds for what is written behind it, and for nothing before.

const assert = require('assert');
const zlib = require('zlib');
const { mustCall } = require('../common/test.js');

const text = 'text '.repeat(200);
const deflate = zlib.createDeflate({ level: 9 });
const chunks = [];
deflate.on('data', (chunk) => chunks.push(chunk));
deflate.write(text);
deflate.params(0, zlib.constants.Z_DEFAULT_STRATEGY, mustCall((error) => {
  assert.strictEqual(error, undefined);
}));
deflate.end(text);
deflate.on('end', mustCall(() => {
  const packed = Buffer.concat(chunks);
  assert.strictEqual(zlib.inflateSync(packed).toString(), text + text);
  // The second is stored as it is, once.
  const at = packed.indexOf(text);
  assert(at > 0 && at < 100);
  assert(packed.length < text.length + 120);
  assert.strictEqual(deflate._level, 0);
}));

const same = zlib.createDeflate();
same.params(-1, 0, mustCall());
const gone = zlib.createDeflate();
gone.destroy();
gone.params(1, 0, mustCall());
for (const [level, strategy, code] of [
  ['1', 0, 'ERR_INVALID_ARG_TYPE'], [0, '1', 'ERR_INVALID_ARG_TYPE'],
  [10, 0, 'ERR_OUT_OF_RANGE'], [-2, 0, 'ERR_OUT_OF_RANGE'],
  [0, 5, 'ERR_OUT_OF_RANGE'], [Infinity, 0, 'ERR_OUT_OF_RANGE'],
]) {
  assert.throws(() => same.params(level, strategy), { code });
}
