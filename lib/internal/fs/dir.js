'use strict';

/**
 * Dir: an open directory whose entries are read a few hundred at a time.
 */

const {
  codes: { ERR_DIR_CLOSED, ERR_DIR_CONCURRENT_OPERATION, ERR_INVALID_THIS,
           ERR_MISSING_ARGS },
} = require('internal/errors/errors');
const { kDispose, kAsyncDispose } = require('internal/util/dispose');
const { validateBoolean, validateFunction, validateUint32 } =
  require('internal/util/validators');
const { toOptions } = require('internal/fs/arguments');
const { toPath } = require('internal/fs/paths');
const { toEntries } = require('internal/fs/operations');
const { wantsBytes } = require('internal/fs/dirent');
const { native, synchronously, withCallback } =
  require('internal/fs/requests');

const kFromOpendir = Symbol('from opendir');

/** Operations of one native call each. */
function openDirectory(request, path) {
  request.path = path;
  return native.openDirectory(request.start(), path);
}
function readEntries(request, fd, path, bytes) {
  request.path = path;
  return native.readEntries(request.start(), fd, bytes);
}
function closeFd(request, fd) {
  return native.close(request.start(), fd);
}

class Dir {
  #path;
  #encoding;
  #recursive;
  #fd;
  #closed = false;
  /** Entries read and not yet given out, the next one last. */
  #entries = [];
  /** Directories still to be entered, of a recursive Dir. */
  #below = [];
  /** The directory that #fd reads. */
  #current;
  /** Callbacks that wait for the operation at hand; null: there is none. */
  #waiting = null;

  constructor(fromOpendir, fd, path, options) {
    if (fromOpendir !== kFromOpendir) throw new ERR_MISSING_ARGS('handle');
    const { encoding, recursive } = options;
    this.#fd = fd;
    this.#path = this.#current = path;
    this.#encoding = encoding;
    this.#recursive = recursive;
  }

  get path() {
    if (!(#path in this)) throw new ERR_INVALID_THIS('Dir');
    return this.#path;
  }

  /**
   * The next entry, null after the last.
   * @param {Function} [callback] without one, a promise is returned
   */
  read(callback) {
    if (callback === undefined) {
      return new Promise((resolve, reject) => {
        this.#read((error, entry) => {
          if (error) {
            reject(error);
          } else {
            resolve(entry);
          }
        });
      });
    }
    validateFunction(callback, 'callback');
    this.#read(callback);
    return undefined;
  }

  #read(callback) {
    if (this.#closed) {
      if (callback !== undefined) {
        process.nextTick(callback, new ERR_DIR_CLOSED());
      }
      return;
    }
    if (this.#waiting !== null) {
      this.#waiting.push(() => this.#read(callback));
      return;
    }
    if (this.#entries.length > 0) {
      process.nextTick(callback, null, this.#takeEntry());
      return;
    }
    this.#waiting = [];
    this.#fill((error) => {
      const waiting = this.#waiting;
      this.#waiting = null;
      if (error) {
        process.nextTick(callback, error);
      } else {
        process.nextTick(callback, null, this.#takeEntry());
      }
      for (const next of waiting) next();
    });
  }

  readSync() {
    if (this.#closed) throw new ERR_DIR_CLOSED();
    if (this.#waiting !== null) throw new ERR_DIR_CONCURRENT_OPERATION();
    while (this.#entries.length === 0) {
      const lists = synchronously(readEntries, undefined, this.#fd,
                                  this.#current, wantsBytes(this.#encoding));
      if (this.#accept(lists)) break;
      if (this.#below.length === 0) return null;
      const next = this.#below.shift();
      const fd = synchronously(openDirectory, undefined, next);
      synchronously(closeFd, undefined, this.#fd);
      this.#fd = fd;
      this.#current = next;
    }
    return this.#takeEntry();
  }

  /** Reads until there are entries, or all directories have been read. */
  #fill(callback) {
    withCallback(readEntries, undefined, (error, lists) => {
      if (error) return callback(error);
      if (this.#accept(lists) || this.#below.length === 0) {
        return callback(null);
      }
      const next = this.#below.shift();
      withCallback(openDirectory, undefined, (openError, fd) => {
        if (openError) return callback(openError);
        withCallback(closeFd, undefined, () => {
          this.#fd = fd;
          this.#current = next;
          this.#fill(callback);
        }, this.#fd);
      }, next);
    }, this.#fd, this.#current, wantsBytes(this.#encoding));
  }

  /** @returns {boolean} whether there were any */
  #accept(lists) {
    const entries = toEntries(lists, this.#current, this.#encoding, true);
    if (this.#recursive) {
      for (const entry of entries) {
        if (entry.isDirectory()) this.#below.push(join(entry));
      }
    }
    this.#entries = entries.reverse();
    return entries.length > 0;
  }

  #takeEntry() {
    return this.#entries.length > 0 ? this.#entries.pop() : null;
  }

  /** @param {Function} [callback] without one, a promise is returned */
  close(callback) {
    if (callback === undefined) {
      if (this.#closed) return Promise.reject(new ERR_DIR_CLOSED());
      return new Promise((resolve, reject) => {
        this.#close((error) => {
          if (error) {
            reject(error);
          } else {
            resolve();
          }
        });
      });
    }
    validateFunction(callback, 'callback');
    this.#close(callback);
    return undefined;
  }

  #close(callback) {
    if (this.#closed) {
      process.nextTick(callback, new ERR_DIR_CLOSED());
      return;
    }
    if (this.#waiting !== null) {
      this.#waiting.push(() => this.#close(callback));
      return;
    }
    this.#closed = true;
    withCallback(closeFd, undefined, callback, this.#fd);
  }

  closeSync() {
    if (this.#closed) throw new ERR_DIR_CLOSED();
    if (this.#waiting !== null) throw new ERR_DIR_CONCURRENT_OPERATION();
    this.#closed = true;
    synchronously(closeFd, undefined, this.#fd);
  }

  async* entries() {
    try {
      for (;;) {
        const entry = await this.read();
        if (entry === null) break;
        yield entry;
      }
    } finally {
      await this.close();
    }
  }

  [kDispose]() {
    if (!this.#closed) this.closeSync();
  }

  async [kAsyncDispose]() {
    if (!this.#closed) await this.close();
  }
}
Object.defineProperty(Dir.prototype, Symbol.asyncIterator, {
  __proto__: null,
  value: Dir.prototype.entries,
  enumerable: false,
  writable: true,
  configurable: true,
});

/** The path of a directory's entry. */
function join({ parentPath, name }) {
  if (typeof parentPath === 'string' && typeof name === 'string') {
    return parentPath.endsWith('/') ? parentPath + name :
      `${parentPath}/${name}`;
  }
  return Buffer.concat(
    [Buffer.from(parentPath), Buffer.from('/'), Buffer.from(name)]);
}

function toDirOptions(options) {
  const { encoding = 'utf8', bufferSize = 32, recursive = false } =
    toOptions(options, {});
  validateUint32(bufferSize, 'options.bufferSize', true);
  validateBoolean(recursive, 'options.recursive');
  return { encoding, recursive };
}

function opendir(path, options, callback) {
  callback = typeof options === 'function' ? options : callback;
  validateFunction(callback, 'callback');
  path = toPath(path);
  options = toDirOptions(options);
  withCallback(openDirectory, (fd) => new Dir(kFromOpendir, fd, path, options),
               callback, path);
}

function opendirSync(path, options) {
  path = toPath(path);
  options = toDirOptions(options);
  return new Dir(kFromOpendir, synchronously(openDirectory, undefined, path),
                 path, options);
}

exports.Dir = Dir;
exports.opendir = opendir;
exports.opendirSync = opendirSync;
