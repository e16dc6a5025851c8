'use strict';

/** buffer.SlowBuffer: the old name of Buffer.allocUnsafeSlow. */

const { deprecate } = require('internal/util/util');

function SlowBuffer(size) {
  return Buffer.allocUnsafeSlow(size);
}
Object.setPrototypeOf(SlowBuffer.prototype, Uint8Array.prototype);
Object.setPrototypeOf(SlowBuffer, Uint8Array);

exports.SlowBuffer = deprecate(
  SlowBuffer, 'SlowBuffer() is deprecated. Please use Buffer.allocUnsafeSlow()',
  'DEP0030');
