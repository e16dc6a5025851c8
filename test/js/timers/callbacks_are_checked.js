// Backends: one
'use strict';
const assert = require('assert');
for (const fn of [setTimeout, setInterval, setImmediate]) {
  for (const callback of [undefined, null, 'x', {}]) {
    assert.throws(() => fn(callback), {
      code: 'ERR_INVALID_ARG_TYPE',
      message: /^The "callback" argument must be of type function\. Received /,
    });
  }
}
