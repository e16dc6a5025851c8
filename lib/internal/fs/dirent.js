'use strict';

/**
 * Dirent: an entry of a directory with its type; and the names of entries in
 * the encoding that was asked for.
 */

const constants = require('internal/fs/constants');

/** Method of Dirent, and of Stats → the type of which it is true. */
const kTypes = new Map([
  ['isDirectory', constants.UV_DIRENT_DIR],
  ['isFile', constants.UV_DIRENT_FILE],
  ['isBlockDevice', constants.UV_DIRENT_BLOCK],
  ['isCharacterDevice', constants.UV_DIRENT_CHAR],
  ['isSymbolicLink', constants.UV_DIRENT_LINK],
  ['isFIFO', constants.UV_DIRENT_FIFO],
  ['isSocket', constants.UV_DIRENT_SOCKET],
]);

const kType = Symbol('type');

class Dirent {
  /**
   * @param {string|Buffer} name
   * @param {number} type UV_DIRENT_*
   * @param {string|Buffer} parentPath of the directory, as it was given
   */
  constructor(name, type, parentPath) {
    this.name = name;
    this.parentPath = parentPath;
    this[kType] = type;
  }
}
for (const [method, type] of kTypes) {
  Object.defineProperty(Dirent.prototype, method, {
    __proto__: null,
    configurable: true,
    writable: true,
    value: { [method]() { return this[kType] === type; } }[method],
  });
}

/** The Dirent of what `stats` tell of. */
function direntOf(name, stats, parentPath) {
  const is = [...kTypes.keys()].find((method) => stats[method]());
  return new Dirent(name, kTypes.get(is), parentPath);
}

/** Whether names in this encoding come from native code byte by byte. */
function wantsBytes(encoding) {
  return encoding !== undefined && encoding !== null && encoding !== 'utf8' &&
         encoding !== 'utf-8';
}

/** A name that native code gave for wantsBytes(encoding). */
function toName(name, encoding) {
  if (!wantsBytes(encoding)) return name;
  const bytes = Buffer.from(name, 'latin1');
  return encoding === 'buffer' ? bytes : bytes.toString(encoding);
}

exports.Dirent = Dirent;
exports.direntOf = direntOf;
exports.toName = toName;
exports.wantsBytes = wantsBytes;
