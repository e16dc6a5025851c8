'use strict';

/**
 * Dirent: an entry of a directory with its type; and the names of entries in
 * the encoding that was asked for.
 */

const { UV_DIRENT_BLOCK, UV_DIRENT_CHAR, UV_DIRENT_DIR, UV_DIRENT_FIFO,
        UV_DIRENT_FILE, UV_DIRENT_LINK, UV_DIRENT_SOCKET } =
  require('internal/fs/constants');

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

  isDirectory() {
    return this[kType] === UV_DIRENT_DIR;
  }

  isFile() {
    return this[kType] === UV_DIRENT_FILE;
  }

  isBlockDevice() {
    return this[kType] === UV_DIRENT_BLOCK;
  }

  isCharacterDevice() {
    return this[kType] === UV_DIRENT_CHAR;
  }

  isSymbolicLink() {
    return this[kType] === UV_DIRENT_LINK;
  }

  isFIFO() {
    return this[kType] === UV_DIRENT_FIFO;
  }

  isSocket() {
    return this[kType] === UV_DIRENT_SOCKET;
  }
}

const kTypes = [
  ['isDirectory', UV_DIRENT_DIR], ['isFile', UV_DIRENT_FILE],
  ['isSymbolicLink', UV_DIRENT_LINK], ['isFIFO', UV_DIRENT_FIFO],
  ['isSocket', UV_DIRENT_SOCKET], ['isBlockDevice', UV_DIRENT_BLOCK],
  ['isCharacterDevice', UV_DIRENT_CHAR],
];

/** The Dirent of what `stats` tell of. */
function direntOf(name, stats, parentPath) {
  const [, type] = kTypes.find(([is]) => stats[is]()) ?? [];
  return new Dirent(name, type, parentPath);
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
