'use strict';

/**
 * Reading and writing floats: methods of Buffer.prototype. The bytes go through
 * one small array that is seen as numbers and as bytes. Linux's machines are
 * little-endian.
 */

const { checkPlace } = require('internal/buffer/integers');

const float32 = new Float32Array(1);
const float32Bytes = new Uint8Array(float32.buffer);
const float64 = new Float64Array(1);
const float64Bytes = new Uint8Array(float64.buffer);

function reader(numbers, bytes, little) {
  const size = bytes.length;
  return function(offset = 0) {
    checkPlace(this, offset, size);
    for (let i = 0; i < size; i++) {
      bytes[little ? i : size - 1 - i] = this[offset + i];
    }
    return numbers[0];
  };
}

function writer(numbers, bytes, little) {
  const size = bytes.length;
  return function(value, offset = 0) {
    value = +value;
    checkPlace(this, offset, size);
    numbers[0] = value;
    for (let i = 0; i < size; i++) {
      this[offset + i] = bytes[little ? i : size - 1 - i];
    }
    return offset + size;
  };
}

const methods = {
  readFloatLE: reader(float32, float32Bytes, true),
  readFloatBE: reader(float32, float32Bytes, false),
  readDoubleLE: reader(float64, float64Bytes, true),
  readDoubleBE: reader(float64, float64Bytes, false),
  writeFloatLE: writer(float32, float32Bytes, true),
  writeFloatBE: writer(float32, float32Bytes, false),
  writeDoubleLE: writer(float64, float64Bytes, true),
  writeDoubleBE: writer(float64, float64Bytes, false),
};

function defineFloats(prototype) {
  for (const name of Object.keys(methods)) {
    Object.defineProperty(methods[name], 'name', {
      __proto__: null, value: name, configurable: true,
    });
    prototype[name] = methods[name];
  }
}

exports.defineFloats = defineFloats;
