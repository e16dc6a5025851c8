// Backends: one
'use strict';
const assert = require('assert');
const { test } = require('../common/test');

// What is there looks native to those who ask.
for (const [owner, name, length] of [
  [Array, 'fromAsync', 1], [Array.prototype, 'toSpliced', 2],
  [Set.prototype, 'union', 1], [Promise, 'withResolvers', 0],
  [Object, 'groupBy', 2], [JSON, 'rawJSON', 1], [Iterator, 'from', 1],
]) {
  const { value, ...attributes } = Object.getOwnPropertyDescriptor(owner, name);
  assert.deepStrictEqual(attributes,
    { writable: true, enumerable: false, configurable: true }, name);
  assert.strictEqual(value.name, name);
  assert.strictEqual(value.length, length);
  assert.throws(() => new value(), TypeError, name);
}

// Loading leaves alone what the program has put somewhere, and its traces.
const { toSorted } = Array.prototype;
const mine = () => 'mine';
Set.prototype.difference = mine;
delete Map.groupBy;
globalThis['__core-js_shared__'] = mine;
const { toString } = Function.prototype;
assert.deepStrictEqual([3, 1, 2].toSorted(), [1, 2, 3]);
assert.strictEqual(Array.prototype.toSorted, toSorted);
assert.strictEqual(Set.prototype.difference, mine);
assert.strictEqual(Map.groupBy, undefined);
assert.strictEqual(globalThis['__core-js_shared__'], mine);
assert.strictEqual(Function.prototype.toString, toString);
delete globalThis['__core-js_shared__'];

// One of each kind.
assert.deepStrictEqual([1, 2].toReversed(), [2, 1]);
assert.deepStrictEqual([1, 2].with(0, 5), [5, 2]);
assert.deepStrictEqual([...new Set([1, 2]).union(new Set([2, 3]))], [1, 2, 3]);
assert.deepStrictEqual(Object.groupBy([1, 2], (n) => n % 2 ? 'odd' : 'even'),
  { __proto__: null, odd: [1], even: [2] });
assert.strictEqual(RegExp.escape('a.b'), '\\x61\\.b');
assert.strictEqual('\ud800'.isWellFormed(), false);
assert.strictEqual('\ud800'.toWellFormed(), '\ufffd');
assert.strictEqual(new Uint8Array([255, 1]).toHex(), 'ff01');
assert.deepStrictEqual(Uint8Array.fromBase64('AQI='), new Uint8Array([1, 2]));
assert.deepStrictEqual(new Int8Array([2, 1]).toSorted(), new Int8Array([1, 2]));
assert.strictEqual(Math.f16round(1.337), 1.3369140625);
assert.strictEqual(Error.isError(new TypeError('x')), true);
assert.strictEqual(Error.isError({ __proto__: Error.prototype }), false);
assert.strictEqual(new Map().getOrInsert('a', 1), 1);
const buffer = new ArrayBuffer(8);
assert.strictEqual(buffer.detached, false);
assert.strictEqual(buffer.transfer(4).byteLength, 4);
assert.strictEqual(buffer.detached, true);

// Iterators.
function* count() {
  try {
    for (let n = 0; ; n++) yield n;
  } finally {
    count.ended = true;
  }
}
assert.deepStrictEqual(
  count().filter((n) => n % 2).map((n) => n * n).drop(1).take(2).toArray(),
  [9, 25]);
assert.strictEqual(count.ended, true);
assert.ok(count() instanceof Iterator);
assert.throws(() => new Iterator(), TypeError);
assert.throws(() => Iterator(), TypeError);
class Own extends Iterator {}
assert.strictEqual(Object.getPrototypeOf(Own.prototype), Iterator.prototype);
assert.strictEqual(new Own()[Symbol.toStringTag], 'Iterator');
const own = new Own();
own[Symbol.toStringTag] = 'Own';
assert.strictEqual(String(own), '[object Own]');
assert.throws(() => { Iterator.prototype.constructor = 1; }, TypeError);
assert.deepStrictEqual([...Iterator.from({
  next: () => ({ done: true }),
})], []);

// Disposal.
count.ended = false;
const iterator = count();
iterator.next();
iterator[Symbol.dispose]();
assert.strictEqual(count.ended, true);
const order = [];
const stack = new DisposableStack();
stack.defer(() => order.push('deferred'));
stack.use({ [Symbol.dispose]: () => order.push('used') });
stack.dispose();
assert.deepStrictEqual(order, ['used', 'deferred']);
assert.ok('value' in
  Object.getOwnPropertyDescriptor(globalThis, 'DisposableStack'));
assert.ok(new SuppressedError(1, 2, 'both') instanceof Error);
SuppressedError = 1;  // eslint-disable-line
assert.strictEqual(SuppressedError, 1);

// Raw JSON; JSON.stringify is itself before and after.
const { stringify } = JSON;
assert.strictEqual(stringify({ a: [1] }, null, 1), '{\n "a": [\n  1\n ]\n}');
const raw = JSON.rawJSON('12345678901234567890');
assert.strictEqual(JSON.isRawJSON(raw), true);
assert.strictEqual(stringify({ raw }), '{"raw":12345678901234567890}');
assert.strictEqual(JSON.stringify, stringify);
assert.strictEqual(JSON.parse.toString(), 'function parse() { [native code] }');

test(async () => {
  assert.deepStrictEqual(await Array.fromAsync([1, Promise.resolve(2)]), [1, 2]);
  assert.strictEqual(await Promise.try((a) => a + 1, 1), 2);
  const { promise, resolve } = Promise.withResolvers();
  resolve(3);
  assert.strictEqual(await promise, 3);
  let ended = false;
  const generator = (async function*() {
    try {
      yield 1;
    } finally {
      ended = true;
    }
  })();
  await generator.next();
  await generator[Symbol.asyncDispose]();
  assert.strictEqual(ended, true);
});
