'use strict';

/**
 * FastBuffer: the class behind Buffer, and the memory that buffers live in.
 *
 * Buffer itself must be callable without `new`, so it is a function that shares
 * this class's prototype.
 *
 * Native contract, binding 'buffer':
 *   allocate(size: number): ArrayBuffer | undefined   of arbitrary content;
 *                                  undefined when there is no memory
 *   untransferable(): symbol       what marks memory that several buffers share
 *   markUntransferable(memory: ArrayBuffer): void   it can no longer be detached
 */

const native = binding('buffer');

class FastBuffer extends Uint8Array {
  // Without a constructor of its own, V8 would spread the arguments.
  // eslint-disable-next-line no-useless-constructor
  constructor(bufferOrLength, byteOffset, length) {
    super(bufferOrLength, byteOffset, length);
  }
}

/** Places in a pool are multiples of this, so that views of words fit. */
const kAlignment = 8;

const kLargestPool = 2 ** 24;

let pool;
let poolUsed = 0;
let poolSize = 0;

/** A buffer of arbitrary content with an ArrayBuffer of its own. */
function createUnsafe(size) {
  if (size <= 64) return new FastBuffer(size);
  const memory = native.allocate(size);
  if (memory === undefined) throw new RangeError('Array buffer allocation failed');
  return new FastBuffer(memory, 0, size);
}

/**
 * Reserves at least `size` bytes of the shared pool.
 * @param {number} size at most half of `wanted`
 * @param {number} wanted size of a new pool, in bytes
 * @returns {number} offset of the place in currentPool()
 */
function reserve(size, wanted) {
  if (pool === undefined || size > poolSize - poolUsed) {
    // A program may have put anything into Buffer.poolSize.
    poolSize = Math.max(size, Math.min(+wanted, kLargestPool) >>> 0);
    pool = native.allocate(poolSize) ?? new ArrayBuffer(poolSize);
    // Other buffers live in it.
    native.markUntransferable(pool);
    poolUsed = 0;
  }
  return poolUsed;
}

/** Takes `size` bytes at the offset that reserve() gave. */
function take(size) {
  const buffer = new FastBuffer(pool, poolUsed, size);
  poolUsed = (poolUsed + size + kAlignment - 1) & ~(kAlignment - 1);
  return buffer;
}

/** The pool that reserve() spoke of. */
function currentPool() {
  return pool;
}

const kUntransferable = native.untransferable();

exports.FastBuffer = FastBuffer;
exports.createUnsafe = createUnsafe;
exports.reserve = reserve;
exports.take = take;
exports.currentPool = currentPool;
exports.kUntransferable = kUntransferable;
exports.markUntransferable = native.markUntransferable;
