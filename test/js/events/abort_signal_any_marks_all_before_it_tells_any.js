// Backends: one
'use strict';
const assert = require('assert');
const a = new AbortController();
const b = new AbortController();
const ab = AbortSignal.any([a.signal, b.signal]);
const again = AbortSignal.any([ab]);
const order = [];
for (const [name, signal] of Object.entries({ again, ab, b: b.signal })) {
  signal.addEventListener('abort', () => {
    order.push(name);
    assert.ok(ab.aborted && again.aborted);
    assert.strictEqual(signal.reason, 'why');
  });
}
b.abort('why');
assert.deepStrictEqual(order, ['b', 'ab', 'again']);
assert.strictEqual(a.signal.aborted, false);
assert.strictEqual(AbortSignal.any([a.signal, ab]).reason, 'why');
assert.strictEqual(AbortSignal.any([]).aborted, false);
assert.throws(() => AbortSignal.any([a]), { code: 'ERR_INVALID_ARG_TYPE' });
