// Backends: one
'use strict';
// Packages of today use this syntax. With the root of Debian 13, whose V8 is
// older, `using` is not known.
const assert = require('assert');
assert.ok(/^[\p{L}--[a-z]]$/v.test('É'));
assert.ok(!/^[\p{L}--[a-z]]$/v.test('e'));
assert.deepStrictEqual([3, 1, 2].toSorted(), [1, 2, 3]);
assert.strictEqual('a\ud800'.isWellFormed(), false);
assert.strictEqual(typeof Symbol.dispose, 'symbol');
assert.strictEqual(typeof Symbol.asyncDispose, 'symbol');
if (!process.versions.v8.startsWith('11.')) {
  const log = [];
  new Function('log', `
    using resource = { [Symbol.dispose]() { log.push('disposed'); } };
    log.push('used');`)(log);
  assert.deepStrictEqual(log, ['used', 'disposed']);
  assert.deepStrictEqual([...new Set([1, 2]).union(new Set([3]))], [1, 2, 3]);
  assert.deepStrictEqual(Object.groupBy([1, 2], (n) => n % 2 ? 'odd' : 'even'),
                         { __proto__: null, even: [2], odd: [1] });
  assert.strictEqual([1, 2].values().map((n) => n + 1).toArray()[1], 3);
}
