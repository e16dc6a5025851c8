// Backends: one
'use strict';
const assert = require('assert');
assert.strictEqual(btoa('a\xff'), 'Yf8=');
assert.strictEqual(atob(' Y f 8 = '), 'a\xff');
for (const wrong of ['a', 'ab=c', '-_8=', 'é']) {
  assert.throws(() => atob(wrong), { name: 'InvalidCharacterError', code: 5 });
}
assert.throws(() => btoa('€'), { name: 'InvalidCharacterError' });
