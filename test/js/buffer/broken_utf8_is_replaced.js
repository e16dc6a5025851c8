// Backends: one
'use strict';
const assert = require('assert');
const cases = [
  ['ff', '\ufffd'],
  ['c0 80', '\ufffd\ufffd'],
  ['e2 82', '\ufffd'],
  ['f0 9f 98', '\ufffd'],
  ['ed a0 80', '\ufffd\ufffd\ufffd'],
  ['61 e2 28 a1 62', 'a\ufffd(\ufffdb'],
];
for (const [hex, text] of cases) {
  const bytes = Buffer.from(hex.replace(/ /g, ''), 'hex');
  assert.strictEqual(bytes.toString(), text, hex);
  // Behind enough plain text for the vectorised decoder.
  const long = Buffer.concat([Buffer.alloc(100, 'x'), bytes]);
  assert.strictEqual(long.toString(), 'x'.repeat(100) + text, hex);
}
assert.deepStrictEqual(Buffer.from('\ud800x'), Buffer.from('efbfbd78', 'hex'));
