// Backends: one
'use strict';
const assert = require('assert');
for (const [value, code] of [
  ['1 one', 'ERR_INVALID_ARG_TYPE'], [{}, 'ERR_INVALID_ARG_TYPE'],
  [true, 'ERR_INVALID_ARG_TYPE'], [1.5, 'ERR_OUT_OF_RANGE'],
  [NaN, 'ERR_OUT_OF_RANGE'],
]) {
  assert.throws(() => { process.exitCode = value; }, { code });
  assert.throws(() => process.exit(value), { code });
}
process.exitCode = '0';
process.exitCode = undefined;
