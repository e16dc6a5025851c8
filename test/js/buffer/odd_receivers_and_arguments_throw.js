// Backends: one
'use strict';
// Native code takes bytes and numbers only: whatever else gets as far as the
// methods must end in an exception, not in the end of the process.
const assert = require('assert');
const values = [
  undefined, null, -0, -1, 1.5, NaN, Infinity, 2 ** 31, 2 ** 53, '', 'x', {},
  [], () => {}, Symbol('s'), 1n, new Uint8Array(3), Buffer.alloc(2), true,
  new Proxy({}, {}), new DataView(new ArrayBuffer(4)),
];
process.on('warning', () => {});
let calls = 0;
for (const name of Object.getOwnPropertyNames(Buffer.prototype)) {
  const { value: method } =
    Object.getOwnPropertyDescriptor(Buffer.prototype, name);
  if (typeof method !== 'function' || name === 'constructor') continue;
  for (const receiver of [Buffer.from('hello world'), {}, new Uint8Array(9),
                          new DataView(new ArrayBuffer(4)), undefined]) {
    for (const a of values) {
      for (const b of [undefined, -1, NaN, 'x', {}, 1n, 3]) {
        try {
          Reflect.apply(method, receiver, [a, b, a]);
        } catch (error) {
          assert.ok(error instanceof Error);
        }
        calls++;
      }
    }
  }
}
console.log(calls > 10_000);
