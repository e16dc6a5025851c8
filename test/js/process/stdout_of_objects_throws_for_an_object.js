'use strict';

// The descriptor takes bytes and text only, whatever the stream was told.
const assert = require('assert');
const { mustCall } = require('../common/test.js');

process.stdout._writableState.objectMode = true;
let told;
process.stdout.on('error', (error) => { told = error; });
try {
  process.stdout.write({});
} catch (error) {
  told = error;
}
setImmediate(mustCall(() => {
  assert.strictEqual(told.name, 'TypeError');
  assert.strictEqual(told.code, 'ERR_INVALID_ARG_TYPE');
}));
