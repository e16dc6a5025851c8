// Backends: one
'use strict';
const assert = require('assert');
// Nobody waits for this one, and the process ends.
AbortSignal.timeout(1e8);
const signal = AbortSignal.timeout(1);
const keep = setInterval(() => {}, 1000);
signal.addEventListener('abort', () => {
  clearInterval(keep);
  assert.strictEqual(signal.reason.name, 'TimeoutError');
  console.log('timed out');
});
