'use strict';

/**
 * Stats, BigIntStats and StatFs.
 *
 * Native contract, binding 'fs': an operation that succeeds leaves its numbers
 * in the memory of statNumbers() or, when asked for big integers,
 * statIntegers(), until the next one ends. The order is that of the
 * constructors below; times are pairs of seconds and nanoseconds.
 */

const constants = require('internal/fs/constants');

const native = binding('fs');

const { S_IFBLK, S_IFCHR, S_IFDIR, S_IFIFO, S_IFLNK, S_IFMT, S_IFREG,
        S_IFSOCK } = constants;

/** The shared memory; made when first needed, never in the snapshot. */
let numbers;
let integers;

function StatsBase(dev, mode, nlink, uid, gid, rdev, blksize, ino, size,
                   blocks) {
  this.dev = dev;
  this.mode = mode;
  this.nlink = nlink;
  this.uid = uid;
  this.gid = gid;
  this.rdev = rdev;
  this.blksize = blksize;
  this.ino = ino;
  this.size = size;
  this.blocks = blocks;
}

const kTypes = {
  isDirectory: S_IFDIR,
  isFile: S_IFREG,
  isBlockDevice: S_IFBLK,
  isCharacterDevice: S_IFCHR,
  isSymbolicLink: S_IFLNK,
  isFIFO: S_IFIFO,
  isSocket: S_IFSOCK,
};
for (const name of Object.keys(kTypes)) {
  const type = kTypes[name];
  StatsBase.prototype[name] = {
    [name]() {
      // Numbers and big integers alike.
      return (Number(this.mode) & S_IFMT) === type;
    },
  }[name];
}

const kTimes = ['atime', 'mtime', 'ctime', 'birthtime'];

/** Node shows a date for each time, made when first looked at. */
function defineDates(prototype) {
  for (const name of kTimes) {
    const milliseconds = `${name}Ms`;
    Object.defineProperty(prototype, name, {
      __proto__: null,
      configurable: true,
      enumerable: true,
      get() {
        return this[name] = new Date(Number(this[milliseconds]) + 0.5);
      },
      set(value) {
        Object.defineProperty(this, name, {
          __proto__: null,
          configurable: true,
          enumerable: true,
          writable: true,
          value,
        });
      },
    });
  }
}

/** fs.Stats; times are in milliseconds. */
function Stats(dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks,
               atimeMs, mtimeMs, ctimeMs, birthtimeMs) {
  StatsBase.call(this, dev, mode, nlink, uid, gid, rdev, blksize, ino, size,
                 blocks);
  this.atimeMs = atimeMs;
  this.mtimeMs = mtimeMs;
  this.ctimeMs = ctimeMs;
  this.birthtimeMs = birthtimeMs;
}
Object.setPrototypeOf(Stats.prototype, StatsBase.prototype);
Object.setPrototypeOf(Stats, StatsBase);
defineDates(Stats.prototype);

function BigIntStats(dev, mode, nlink, uid, gid, rdev, blksize, ino, size,
                     blocks, atimeNs, mtimeNs, ctimeNs, birthtimeNs) {
  StatsBase.call(this, dev, mode, nlink, uid, gid, rdev, blksize, ino, size,
                 blocks);
  this.atimeMs = atimeNs / 1_000_000n;
  this.mtimeMs = mtimeNs / 1_000_000n;
  this.ctimeMs = ctimeNs / 1_000_000n;
  this.birthtimeMs = birthtimeNs / 1_000_000n;
  this.atimeNs = atimeNs;
  this.mtimeNs = mtimeNs;
  this.ctimeNs = ctimeNs;
  this.birthtimeNs = birthtimeNs;
}
Object.setPrototypeOf(BigIntStats.prototype, StatsBase.prototype);
Object.setPrototypeOf(BigIntStats, StatsBase);
defineDates(BigIntStats.prototype);

function milliseconds(n, i) {
  return n[i] * 1000 + n[i + 1] / 1_000_000;
}

function nanoseconds(n, i) {
  return n[i] * 1_000_000_000n + n[i + 1];
}

/** The Stats that the last operation left. */
function takeStats() {
  const n = numbers ??= native.statNumbers();
  return new Stats(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8], n[9],
                   milliseconds(n, 10), milliseconds(n, 12),
                   milliseconds(n, 14), milliseconds(n, 16));
}

/** The BigIntStats that the last operation left. */
function takeBigIntStats() {
  const n = integers ??= native.statIntegers();
  return new BigIntStats(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8],
                         n[9], nanoseconds(n, 10), nanoseconds(n, 12),
                         nanoseconds(n, 14), nanoseconds(n, 16));
}

class StatFs {
  constructor(n) {
    this.type = n[0];
    this.bsize = n[1];
    this.frsize = n[2];
    this.blocks = n[3];
    this.bfree = n[4];
    this.bavail = n[5];
    this.files = n[6];
    this.ffree = n[7];
  }
}

function takeStatFs() {
  return new StatFs(numbers ??= native.statNumbers());
}

function takeBigIntStatFs() {
  return new StatFs(integers ??= native.statIntegers());
}

exports.BigIntStats = BigIntStats;
exports.Stats = Stats;
exports.takeBigIntStatFs = takeBigIntStatFs;
exports.takeBigIntStats = takeBigIntStats;
exports.takeStatFs = takeStatFs;
exports.takeStats = takeStats;
