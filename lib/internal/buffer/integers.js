'use strict';

/**
 * Reading and writing integers: the methods of Buffer.prototype.
 *
 * Byte by byte, in plain JavaScript: V8 turns that into machine code as good
 * as a native call's, without the call.
 */

const {
  codes: {
    ERR_BUFFER_OUT_OF_BOUNDS,
    ERR_INVALID_ARG_TYPE,
    ERR_OUT_OF_RANGE,
  },
} = require('internal/errors/errors');
const { validateNumber } = require('internal/util/validators');

/** Throws what is wrong with an offset (or a byte length, named `name`). */
function throwBounds(value, last, name = 'offset') {
  if (Math.floor(value) !== value) {
    validateNumber(value, name);
    throw new ERR_OUT_OF_RANGE(name, 'an integer', value);
  }
  if (last < 0) throw new ERR_BUFFER_OUT_OF_BOUNDS();
  const least = name === 'offset' ? 0 : 1;
  throw new ERR_OUT_OF_RANGE(name, `>= ${least} and <= ${last}`, value);
}

/** Throws unless `size` bytes at `offset` are inside of `buffer`. */
function checkPlace(buffer, offset, size) {
  if (typeof offset !== 'number') validateNumber(offset, 'offset');
  if (buffer[offset] === undefined || buffer[offset + size - 1] === undefined) {
    throwBounds(offset, buffer.length - size);
  }
}

function throwValue(value, min, max, size) {
  const n = typeof min === 'bigint' ? 'n' : '';
  let range;
  if (size > 4 || n) {
    const bits = size * 8;
    range = min === 0 || min === 0n ?
      `>= 0${n} and < 2${n} ** ${bits}${n}` :
      `>= -(2${n} ** ${bits - 1}${n}) and < 2${n} ** ${bits - 1}${n}`;
  } else {
    range = `>= ${min} and <= ${max}`;
  }
  throw new ERR_OUT_OF_RANGE('value', range, value);
}

// ---------------------------------------------------------------------------
// Sizes of one to four bytes, each with a straight line of its own

const methods = {
  readUInt8(offset = 0) {
    if (typeof offset !== 'number') validateNumber(offset, 'offset');
    const value = this[offset];
    if (value === undefined) throwBounds(offset, this.length - 1);
    return value;
  },
  readInt8(offset = 0) {
    if (typeof offset !== 'number') validateNumber(offset, 'offset');
    const value = this[offset];
    if (value === undefined) throwBounds(offset, this.length - 1);
    return value << 24 >> 24;
  },
  readUInt16LE(offset = 0) {
    checkPlace(this, offset, 2);
    return this[offset] | this[offset + 1] << 8;
  },
  readUInt16BE(offset = 0) {
    checkPlace(this, offset, 2);
    return this[offset] << 8 | this[offset + 1];
  },
  readInt16LE(offset = 0) {
    checkPlace(this, offset, 2);
    return (this[offset] | this[offset + 1] << 8) << 16 >> 16;
  },
  readInt16BE(offset = 0) {
    checkPlace(this, offset, 2);
    return (this[offset] << 8 | this[offset + 1]) << 16 >> 16;
  },
  readUInt32LE(offset = 0) {
    checkPlace(this, offset, 4);
    return int32LE(this, offset) >>> 0;
  },
  readUInt32BE(offset = 0) {
    checkPlace(this, offset, 4);
    return int32BE(this, offset) >>> 0;
  },
  readInt32LE(offset = 0) {
    checkPlace(this, offset, 4);
    return int32LE(this, offset);
  },
  readInt32BE(offset = 0) {
    checkPlace(this, offset, 4);
    return int32BE(this, offset);
  },
  readBigUInt64LE(offset = 0) {
    checkPlace(this, offset, 8);
    return (BigInt(int32LE(this, offset + 4) >>> 0) << 32n) |
      BigInt(int32LE(this, offset) >>> 0);
  },
  readBigUInt64BE(offset = 0) {
    checkPlace(this, offset, 8);
    return (BigInt(int32BE(this, offset) >>> 0) << 32n) |
      BigInt(int32BE(this, offset + 4) >>> 0);
  },
  readBigInt64LE(offset = 0) {
    checkPlace(this, offset, 8);
    return (BigInt(int32LE(this, offset + 4)) << 32n) |
      BigInt(int32LE(this, offset) >>> 0);
  },
  readBigInt64BE(offset = 0) {
    checkPlace(this, offset, 8);
    return (BigInt(int32BE(this, offset)) << 32n) |
      BigInt(int32BE(this, offset + 4) >>> 0);
  },

  writeUInt8(value, offset = 0) {
    return writeByte(this, +value, offset, 0, 0xff);
  },
  writeInt8(value, offset = 0) {
    return writeByte(this, +value, offset, -0x80, 0x7f);
  },
  writeUInt16LE(value, offset = 0) {
    return write16LE(this, +value, offset, 0, 0xffff);
  },
  writeUInt16BE(value, offset = 0) {
    return write16BE(this, +value, offset, 0, 0xffff);
  },
  writeInt16LE(value, offset = 0) {
    return write16LE(this, +value, offset, -0x8000, 0x7fff);
  },
  writeInt16BE(value, offset = 0) {
    return write16BE(this, +value, offset, -0x8000, 0x7fff);
  },
  writeUInt32LE(value, offset = 0) {
    return write32LE(this, +value, offset, 0, 0xffffffff);
  },
  writeUInt32BE(value, offset = 0) {
    return write32BE(this, +value, offset, 0, 0xffffffff);
  },
  writeInt32LE(value, offset = 0) {
    return write32LE(this, +value, offset, -0x80000000, 0x7fffffff);
  },
  writeInt32BE(value, offset = 0) {
    return write32BE(this, +value, offset, -0x80000000, 0x7fffffff);
  },
  writeBigUInt64LE(value, offset = 0) {
    return writeBigLE(this, value, offset, 0n, 0xffffffffffffffffn);
  },
  writeBigUInt64BE(value, offset = 0) {
    return writeBigBE(this, value, offset, 0n, 0xffffffffffffffffn);
  },
  writeBigInt64LE(value, offset = 0) {
    return writeBigLE(
      this, value, offset, -0x8000000000000000n, 0x7fffffffffffffffn);
  },
  writeBigInt64BE(value, offset = 0) {
    return writeBigBE(
      this, value, offset, -0x8000000000000000n, 0x7fffffffffffffffn);
  },

  readUIntLE(offset, byteLength) {
    checkVariable(this, offset, byteLength);
    return uintLE(this, offset, byteLength);
  },
  readUIntBE(offset, byteLength) {
    checkVariable(this, offset, byteLength);
    return uintBE(this, offset, byteLength);
  },
  readIntLE(offset, byteLength) {
    checkVariable(this, offset, byteLength);
    return toSigned(uintLE(this, offset, byteLength), byteLength);
  },
  readIntBE(offset, byteLength) {
    checkVariable(this, offset, byteLength);
    return toSigned(uintBE(this, offset, byteLength), byteLength);
  },
  writeUIntLE(value, offset, byteLength) {
    return writeVariable(this, +value, offset, byteLength, false, true);
  },
  writeUIntBE(value, offset, byteLength) {
    return writeVariable(this, +value, offset, byteLength, false, false);
  },
  writeIntLE(value, offset, byteLength) {
    return writeVariable(this, +value, offset, byteLength, true, true);
  },
  writeIntBE(value, offset, byteLength) {
    return writeVariable(this, +value, offset, byteLength, true, false);
  },
};

function int32LE(buffer, offset) {
  return buffer[offset] | buffer[offset + 1] << 8 |
    buffer[offset + 2] << 16 | buffer[offset + 3] << 24;
}

function int32BE(buffer, offset) {
  return buffer[offset] << 24 | buffer[offset + 1] << 16 |
    buffer[offset + 2] << 8 | buffer[offset + 3];
}

function writeByte(buffer, value, offset, min, max) {
  validateNumber(offset, 'offset');
  if (value > max || value < min) throwValue(value, min, max, 1);
  if (buffer[offset] === undefined) throwBounds(offset, buffer.length - 1);
  buffer[offset] = value;
  return offset + 1;
}

function write16LE(buffer, value, offset, min, max) {
  if (value > max || value < min) throwValue(value, min, max, 2);
  checkPlace(buffer, offset, 2);
  buffer[offset] = value;
  buffer[offset + 1] = value >>> 8;
  return offset + 2;
}

function write16BE(buffer, value, offset, min, max) {
  if (value > max || value < min) throwValue(value, min, max, 2);
  checkPlace(buffer, offset, 2);
  buffer[offset] = value >>> 8;
  buffer[offset + 1] = value;
  return offset + 2;
}

function put32LE(buffer, value, offset) {
  buffer[offset] = value;
  buffer[offset + 1] = value >>> 8;
  buffer[offset + 2] = value >>> 16;
  buffer[offset + 3] = value >>> 24;
}

function put32BE(buffer, value, offset) {
  buffer[offset] = value >>> 24;
  buffer[offset + 1] = value >>> 16;
  buffer[offset + 2] = value >>> 8;
  buffer[offset + 3] = value;
}

function write32LE(buffer, value, offset, min, max) {
  if (value > max || value < min) throwValue(value, min, max, 4);
  checkPlace(buffer, offset, 4);
  put32LE(buffer, value, offset);
  return offset + 4;
}

function write32BE(buffer, value, offset, min, max) {
  if (value > max || value < min) throwValue(value, min, max, 4);
  checkPlace(buffer, offset, 4);
  put32BE(buffer, value, offset);
  return offset + 4;
}

function checkBig(buffer, value, offset, min, max) {
  if (typeof value !== 'bigint') {
    throw new ERR_INVALID_ARG_TYPE('value', 'bigint', value);
  }
  if (value > max || value < min) throwValue(value, min, max, 8);
  checkPlace(buffer, offset, 8);
}

function writeBigLE(buffer, value, offset, min, max) {
  checkBig(buffer, value, offset, min, max);
  put32LE(buffer, Number(value & 0xffffffffn), offset);
  put32LE(buffer, Number((value >> 32n) & 0xffffffffn), offset + 4);
  return offset + 8;
}

function writeBigBE(buffer, value, offset, min, max) {
  checkBig(buffer, value, offset, min, max);
  put32BE(buffer, Number((value >> 32n) & 0xffffffffn), offset);
  put32BE(buffer, Number(value & 0xffffffffn), offset + 4);
  return offset + 8;
}

// ---------------------------------------------------------------------------
// Sizes that the caller chooses, one to six bytes

function checkVariable(buffer, offset, byteLength) {
  if (offset === undefined) {
    throw new ERR_INVALID_ARG_TYPE('offset', 'number', offset);
  }
  if (!(byteLength >= 1 && byteLength <= 6) ||
      Math.floor(byteLength) !== byteLength) {
    throwBounds(byteLength, 6, 'byteLength');
  }
  checkPlace(buffer, offset, byteLength);
}

// Six bytes pass the range of shifts: these multiply.

function uintLE(buffer, offset, byteLength) {
  let value = 0;
  for (let i = byteLength - 1; i >= 0; i--) {
    value = value * 0x100 + buffer[offset + i];
  }
  return value;
}

function uintBE(buffer, offset, byteLength) {
  let value = 0;
  for (let i = 0; i < byteLength; i++) {
    value = value * 0x100 + buffer[offset + i];
  }
  return value;
}

function toSigned(value, byteLength) {
  const range = 2 ** (8 * byteLength);
  return value >= range / 2 ? value - range : value;
}

function writeVariable(buffer, value, offset, byteLength, signed, little) {
  if (!(byteLength >= 1 && byteLength <= 6) ||
      Math.floor(byteLength) !== byteLength) {
    throwBounds(byteLength, 6, 'byteLength');
  }
  const range = 2 ** (8 * byteLength);
  const min = signed ? -range / 2 : 0;
  const max = signed ? range / 2 - 1 : range - 1;
  if (value > max || value < min) throwValue(value, min, max, byteLength);
  checkPlace(buffer, offset, byteLength);
  // NaN writes zeros; a fraction is cut off.
  let rest = Math.trunc(value) || 0;
  if (rest < 0) rest += range;
  for (let i = 0; i < byteLength; i++) {
    buffer[little ? offset + i : offset + byteLength - 1 - i] = rest % 0x100;
    rest = Math.floor(rest / 0x100);
  }
  return offset + byteLength;
}

/** Defines the methods, and their names with a small `int`. */
function defineIntegers(prototype) {
  for (const name of Object.keys(methods)) {
    prototype[name] = methods[name];
    if (name.includes('UInt')) {
      prototype[name.replace('UInt', 'Uint')] = methods[name];
    }
  }
}

exports.defineIntegers = defineIntegers;
exports.checkPlace = checkPlace;
