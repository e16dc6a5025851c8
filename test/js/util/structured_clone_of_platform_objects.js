// Backends: one
'use strict';
// Blobs, files and exceptions are cloned as what they are, wherever they stand.
const assert = require('assert');
const { isNativeError } = require('util').types;
const { test } = require('../common/test');

function assertLike(copy, exception) {
  assert.notStrictEqual(copy, exception);
  assert.ok(copy instanceof DOMException);
  assert.ok(isNativeError(copy));
  for (const name of ['name', 'message', 'code', 'stack']) {
    assert.strictEqual(copy[name], exception[name]);
  }
  assert.deepStrictEqual(Object.keys(copy), []);
  assert.strictEqual(Object.hasOwn(copy, 'message'), false);
}

test('exceptions', () => {
  const exception = new DOMException('too late', 'AbortError');
  const other = new DOMException('', { name: 'Own', cause: { deep: true } });
  const stack = exception.stack;
  assertLike(structuredClone(exception), exception);
  assert.strictEqual(exception.stack, stack);
  assert.strictEqual('cause' in structuredClone(other), false);

  const graph = {
    list: [exception, new Error('usual', { cause: other })],
    map: new Map([[exception, new Set([other])]]),
    get got() { return other; },
  };
  graph.self = graph;
  const copy = structuredClone(graph);
  const [first, second] = copy.list;
  assertLike(first, exception);
  assertLike(copy.got, other);
  assert.strictEqual(Object.getPrototypeOf(second), Error.prototype);
  assert.strictEqual(second.message, 'usual');
  const [[key, value]] = copy.map;
  assert.strictEqual(key, first);
  assert.ok(value.has(copy.got));
  assert.strictEqual(copy.self, copy);

  // Where it fails, nothing is left of it either.
  assert.throws(() => structuredClone([exception, () => {}]),
                { name: 'DataCloneError' });
  assert.strictEqual(exception.stack, stack);
  const frozen = Object.freeze(new DOMException('m', 'X'));
  assert.ok(structuredClone(frozen) instanceof Error);
});

test('what is native and cannot be cloned', () => {
  assert.throws(() => structuredClone({ env: process.env }), {
    name: 'DataCloneError', message: '#<Object> could not be cloned.',
  });
});

test('blobs and files', async () => {
  const blob = new Blob(['text'], { type: 'text/plain' });
  const file = new File(['more'], 'name', { lastModified: 5 });
  const { list, map } = structuredClone(
    { list: [blob, file, blob], map: new Map([[file, blob]]) });
  const [blobCopy, fileCopy] = list;
  assert.notStrictEqual(blobCopy, blob);
  assert.strictEqual(list[2], blobCopy);
  assert.strictEqual(map.get(fileCopy), blobCopy);
  assert.strictEqual(blobCopy.constructor, Blob);
  assert.strictEqual(blobCopy.type, 'text/plain');
  assert.strictEqual(await blobCopy.text(), 'text');
  assert.strictEqual(fileCopy.constructor, File);
  assert.strictEqual(fileCopy.name, 'name');
  assert.strictEqual(fileCopy.lastModified, 5);
  assert.strictEqual(await fileCopy.slice(1).text(), 'ore');
  assert.strictEqual(await structuredClone(blobCopy).text(), 'text');

  // What a program adds, or derives, is not known to the other side.
  class Named extends Blob {}
  const named = Object.assign(new Named(['x']), { own: 1 });
  assert.strictEqual(structuredClone(named).constructor, Blob);
  assert.strictEqual(structuredClone(named).own, undefined);
  assert.ok(named instanceof Named);
});

test('lists of addresses, and addresses', () => {
  const { BlockList, SocketAddress } = require('net');
  const list = new BlockList();
  list.addAddress('1.2.3.4');
  list.addSubnet('::1', 64, 'ipv6');
  const copy = structuredClone({ deep: [list] }).deep[0];
  assert.notStrictEqual(copy, list);
  assert.strictEqual(Object.getPrototypeOf(copy), BlockList.prototype);
  assert.deepStrictEqual(copy.rules, list.rules);
  list.addRange('10.0.0.1', '10.0.0.9');
  assert.strictEqual(copy.check('10.0.0.5'), true);
  const address = new SocketAddress(
    { address: '::1', family: 'ipv6', port: 80, flowlabel: 7 });
  const twin = structuredClone(new Map([[1, address]])).get(1);
  assert.notStrictEqual(twin, address);
  assert.ok(SocketAddress.isSocketAddress?.(twin) ?? true);
  assert.deepStrictEqual(twin.toJSON(), address.toJSON());
  assert.strictEqual(Object.getPrototypeOf(BlockList.prototype),
                     Object.prototype);
});

test('what cannot be cloned says so', () => {
  const url = new URL('http://a/?b');
  // V8 11 does not ask about what is inside of other objects.
  const isAsked = parseInt(process.versions.v8) >= 13;
  for (const value of [url, url.searchParams, new URLSearchParams(),
                       ...(isAsked ? [{ url }, [url], new Map([[url, 1]]),
                                      new (class extends URL {})(url)] : [])]) {
    assert.throws(() => structuredClone(value), {
      name: 'DataCloneError',
      message: 'Cannot clone object of unsupported type.',
    });
  }
  for (const value of [Object.create(URL.prototype), Object.create(null),
                       new (class Any { a = 1; })()]) {
    assert.deepStrictEqual(structuredClone({ value }).value, { ...value });
  }
});
