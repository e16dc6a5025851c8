// Backends: one
'use strict';
const assert = require('assert');
const value = { date: new Date(0), map: new Map([[1, { a: [2n] }]]) };
value.self = value;
const copy = structuredClone(value);
assert.deepStrictEqual(copy, value);
assert.notStrictEqual(copy.map, value.map);
const memory = new ArrayBuffer(8);
assert.strictEqual(
  structuredClone(memory, { transfer: [memory] }).byteLength, 8);
assert.strictEqual(memory.byteLength, 0);
assert.throws(() => structuredClone(() => {}),
              { name: 'DataCloneError', code: 25 });
assert.throws(() => structuredClone(), { code: 'ERR_MISSING_ARGS' });
assert.throws(() => structuredClone(1, { transfer: [memory] }),
              { name: 'DataCloneError' });
const wasm = new WebAssembly.Memory({ initial: 1 });
assert.throws(() => structuredClone(1, { transfer: [wasm.buffer] }),
              { name: 'DataCloneError' });
