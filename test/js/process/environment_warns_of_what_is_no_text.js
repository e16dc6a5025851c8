'use strict';
// Flags: --pending-deprecation
// Stderr: ^\(node:\d+\) \[DEP0104\] DeprecationWarning: Assigning any value other than a string, number, or boolean to a process\.env property is deprecated\.
// Backends: one
const assert = require('assert');

let count = 0;
process.on('warning', (warning) => {
  assert.strictEqual(warning.code, 'DEP0104');
  count++;
});
process.env.A = 'a';
process.env.B = 1;
process.env.C = true;
setImmediate(() => {
  assert.strictEqual(count, 0);
  process.env.D = undefined;
  process.env.E = null;
  assert.strictEqual(process.env.D, 'undefined');
  setImmediate(() => assert.strictEqual(count, 1)); // once
});
