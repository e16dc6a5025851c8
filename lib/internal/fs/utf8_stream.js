'use strict';

/**
 * fs.Utf8Stream: text (or bytes) for a file, for log writers: gathered in
 * memory and written in large pieces, at once or without blocking.
 *
 * It has a Writable's write, end and events, and none of its state.
 */

const path = require('path');
const EventEmitter = require('events');
const { kDispose } = require('internal/util/dispose');
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE },
} = require('internal/errors/errors');
const {
  validateBoolean,
  validateFunction,
  validateObject,
  validateOneOf,
  validateUint32,
} = require('internal/util/validators');

const kMaxWrite = 16 * 1024; // bytes
const kLeastMark = 16 * 1024 + 3; // bytes
const kRetryDelay = 100; // ms

/** The functions of fs that `options.fs` can replace. */
const kFunctions = ['write', 'writeSync', 'fsync', 'fsyncSync', 'close', 'open',
                    'openSync', 'mkdir', 'mkdirSync'];

function sleep(milliseconds) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/**
 * Events: 'ready' (open), 'write' (bytes), 'drain', 'drop' (data), 'finish',
 * 'close', 'error'.
 */
class Utf8Stream extends EventEmitter {
  #fs = {};
  #fd = -1;
  #file = null;
  #options;
  #highWaterMark;
  #timer = null;

  /** What is gathered: lists of Buffers, each list a piece to be written. */
  #pieces = [];
  /** Bytes of the last of them. */
  #lastBytes = 0;
  /** The piece that is being written; what is left of it after an error. */
  #current = null;
  /** Bytes of all. */
  #length = 0;

  #opening = false;
  #writing = false;
  #reopening = false;
  #ending = false;
  #destroyed = false;
  #drainScheduled = false;
  /** Whether all is to be written now, even if it is less than minLength. */
  #flushing = false;

  /**
   * @param {object} [options]
   * @param {boolean} [options.append] false: the file is emptied first
   * @param {'utf8'|'buffer'} [options.contentMode] what write() takes
   * @param {string} [options.dest] the file; or `fd`
   * @param {number|string} [options.fd] a descriptor, or the file
   * @param {object} [options.fs] functions to use in place of fs's
   * @param {boolean} [options.fsync] after each write
   * @param {number} [options.maxLength] bytes that may wait; more is dropped
   * @param {number} [options.maxWrite] bytes of a piece
   * @param {number} [options.minLength] bytes that are gathered before a write
   * @param {boolean} [options.mkdir] makes the directory of the file
   * @param {number|string} [options.mode] of a new file
   * @param {number} [options.periodicFlush] ms
   * @param {function(Error, number, number): boolean} [options.retryEAGAIN]
   *   whether to try again: the error, bytes of the piece, and of the others
   * @param {boolean} [options.sync] write() writes
   */
  constructor(options = {}) {
    super();
    validateObject(options, 'options');
    const { append = true, contentMode = 'utf8', dest, fd = dest, fs = {},
            fsync = false, maxLength = 0, maxWrite = kMaxWrite, minLength = 0,
            mkdir = false, mode, periodicFlush = 0, retryEAGAIN = () => true,
            sync = false } = options;
    validateBoolean(append, 'options.append');
    validateOneOf(contentMode, 'options.contentMode', ['utf8', 'buffer']);
    validateObject(fs, 'options.fs');
    validateBoolean(fsync, 'options.fsync');
    validateUint32(maxLength, 'options.maxLength');
    validateUint32(maxWrite, 'options.maxWrite');
    validateUint32(minLength, 'options.minLength');
    validateBoolean(mkdir, 'options.mkdir');
    validateUint32(periodicFlush, 'options.periodicFlush');
    validateFunction(retryEAGAIN, 'options.retryEAGAIN');
    validateBoolean(sync, 'options.sync');
    if (minLength >= maxWrite) {
      throw new ERR_INVALID_ARG_VALUE(
        'options.minLength', minLength,
        `must be smaller than maxWrite (${maxWrite})`);
    }
    this.#options = { append, contentMode, fsync, maxLength, maxWrite,
                      minLength, mkdir, mode, periodicFlush, retryEAGAIN, sync };
    this.#highWaterMark = Math.max(minLength, kLeastMark);
    const system = require('fs');
    for (const name of kFunctions) {
      const given = fs[name];
      if (given !== undefined) validateFunction(given, `options.fs.${name}`);
      this.#fs[name] = given ?? system[name];
    }
    if (typeof fd === 'number') {
      validateUint32(fd, 'options.fd');
      this.#fd = fd;
      process.nextTick(() => this.emit('ready'));
    } else if (typeof fd === 'string') {
      this.#open(fd);
    } else {
      throw new ERR_INVALID_ARG_TYPE('options.fd', ['number', 'string'], fd);
    }
    if (periodicFlush > 0) {
      this.#timer = setInterval(() => this.flush(), periodicFlush).unref();
    }
  }

  get append() { return this.#options.append; }
  get contentMode() { return this.#options.contentMode; }
  get fd() { return this.#fd; }
  get file() { return this.#file; }
  get fsync() { return this.#options.fsync; }
  get maxLength() { return this.#options.maxLength; }
  get minLength() { return this.#options.minLength; }
  get mkdir() { return this.#options.mkdir; }
  get mode() { return this.#options.mode; }
  get periodicFlush() { return this.#options.periodicFlush; }
  get sync() { return this.#options.sync; }
  get writing() { return this.#writing; }

  // --- Opening.

  #open(file) {
    this.#file = file;
    this.#opening = this.#writing = true;
    const { append, mkdir, mode, sync } = this.#options;
    const flags = append ? 'a' : 'w';
    if (sync) {
      try {
        if (mkdir) this.#fs.mkdirSync(path.dirname(file), { recursive: true });
        this.#opened(null, this.#fs.openSync(file, flags, mode));
      } catch (error) {
        this.#opened(error);
        throw error;
      }
      return;
    }
    const open = () => this.#fs.open(
      file, flags, mode, (error, fd) => this.#opened(error, fd));
    if (!mkdir) {
      open();
      return;
    }
    this.#fs.mkdir(path.dirname(file), { recursive: true }, (error) => {
      if (error) this.#opened(error); else open();
    });
  }

  #opened(error, fd) {
    const reopened = this.#reopening;
    this.#opening = this.#writing = this.#reopening = false;
    if (error) {
      if (!this.#options.sync) {
        this.emit('error', error);
      } else {
        // It was thrown, too.
        process.nextTick(() => {
          if (this.listenerCount('error') > 0) this.emit('error', error);
        });
      }
      return;
    }
    this.#fd = fd;
    if (this.#options.sync) process.nextTick(() => this.emit('ready'));
    else this.emit('ready');
    if (this.#destroyed || this.#writing || this.#opening) return;
    if (this.#flushing || this.#isEnough()) this.#writeNext();
    // What was written before is in the old file.
    else if (reopened) this.#scheduleDrain();
  }

  /** Writes to another file from here on, or to a new one of the same name. */
  reopen(file = this.#file) {
    this.#checkAlive();
    if (this.#opening) {
      this.once('ready', () => this.reopen(file));
      return;
    }
    if (this.#ending) return;
    if (!file) {
      throw new ERR_INVALID_STATE(
        'Unable to reopen a file descriptor, you must pass a file');
    }
    this.#file = file;
    this.#reopening = true;
    if (!this.#writing) this.#openAnew();
  }

  #openAnew() {
    const old = this.#fd;
    this.once('ready', () => {
      if (old === this.#fd) return;
      this.#fs.close(old, (error) => {
        if (error) this.emit('error', error);
      });
    });
    this.#open(this.#file);
  }

  // --- Writing.

  #checkAlive() {
    if (this.#destroyed) throw new ERR_INVALID_STATE('Utf8Stream is destroyed');
  }

  #isEnough() {
    return this.#length > 0 && this.#length >= this.#options.minLength;
  }

  #takeData(data) {
    if (this.#options.contentMode === 'buffer') {
      if (Buffer.isBuffer(data)) return data;
      throw new ERR_INVALID_ARG_TYPE('data', 'Buffer', data);
    }
    if (typeof data === 'string') return Buffer.from(data);
    throw new ERR_INVALID_ARG_TYPE('data', 'string', data);
  }

  /**
   * @param {string|Buffer} data as contentMode says
   * @returns {boolean} false: wait for 'drain'
   */
  write(data) {
    this.#checkAlive();
    const bytes = this.#takeData(data);
    const { maxLength, maxWrite } = this.#options;
    if (maxLength > 0 && this.#length + bytes.length > maxLength) {
      this.emit('drop', data);
      return this.#length < this.#highWaterMark;
    }
    if (this.#pieces.length === 0 ||
        this.#lastBytes + bytes.length > maxWrite) {
      this.#pieces.push([bytes]);
      this.#lastBytes = bytes.length;
    } else {
      this.#pieces[this.#pieces.length - 1].push(bytes);
      this.#lastBytes += bytes.length;
    }
    this.#length += bytes.length;
    if (!this.#writing && this.#isEnough()) this.#writeNext();
    return this.#length < this.#highWaterMark;
  }

  /** Makes the next piece the current one. */
  #take() {
    if (this.#current !== null && this.#current.length > 0) return;
    const piece = this.#pieces.shift();
    this.#current = piece === undefined ? Buffer.alloc(0) :
      piece.length === 1 ? piece[0] : Buffer.concat(piece);
  }

  #writeNext() {
    this.#writing = true;
    this.#take();
    this.#writeCurrent();
  }

  #writeCurrent() {
    if (!this.#options.sync) {
      this.#fs.write(this.#fd, this.#current,
                     (error, count) => this.#written(error, count));
      return;
    }
    let count;
    try {
      count = this.#fs.writeSync(this.#fd, this.#current);
    } catch (error) {
      this.#written(error);
      return;
    }
    this.#written(null, count);
  }

  #wantsRetry(error) {
    return (error.code === 'EAGAIN' || error.code === 'EBUSY') &&
      this.#options.retryEAGAIN(
        error, this.#current.length, this.#length - this.#current.length);
  }

  #written(error, count) {
    if (error) {
      if (!this.#wantsRetry(error)) {
        this.#writing = false;
        this.emit('error', error);
        if (this.#destroyed) this.#close();
      } else if (this.#options.sync) {
        sleep(kRetryDelay);
        this.#writeCurrent();
      } else {
        setTimeout(() => this.#writeCurrent(), kRetryDelay);
      }
      return;
    }
    this.#advance(count);
    if (this.#current.length > 0) {
      this.#writeCurrent();
      return;
    }
    try {
      if (this.#options.fsync) this.#fs.fsyncSync(this.#fd);
    } catch (failure) {
      this.#writing = false;
      this.emit('error', failure);
      return;
    }
    this.#afterPiece();
  }

  /** @param {number} [count] bytes that are written; without it all are */
  #advance(count = this.#current.length) {
    this.#length -= count;
    this.#current = this.#current.subarray(count);
    this.emit('write', count);
  }

  #afterPiece() {
    if (this.#destroyed) {
      // What a flush waits for is written.
      this.#writing = false;
      this.emit('drain');
      this.#close();
    } else if (this.#reopening) {
      this.#writing = false;
      this.#openAnew();
    } else if (this.#length > 0 &&
               (this.#flushing || this.#ending || this.#isEnough())) {
      this.#writeNext();
    } else if (this.#ending) {
      this.#finish();
    } else {
      this.#writing = this.#flushing = false;
      this.#scheduleDrain();
    }
  }

  #scheduleDrain() {
    if (!this.#options.sync) {
      this.emit('drain');
    } else if (!this.#drainScheduled) {
      // Who writes listens after.
      this.#drainScheduled = true;
      process.nextTick(() => {
        this.#drainScheduled = false;
        if (!this.#writing) this.emit('drain');
      });
    }
  }

  /**
   * Writes what is gathered.
   * @param {function(Error=)} [callback] once it is on the disk
   */
  flush(callback) {
    if (callback !== undefined) validateFunction(callback, 'callback');
    if (this.#destroyed) {
      const error = new ERR_INVALID_STATE('Utf8Stream is destroyed');
      if (callback === undefined) throw error;
      callback(error);
      return;
    }
    if (this.#options.minLength <= 0) {
      callback?.();
      return;
    }
    if (callback !== undefined) this.#whenDrained(callback);
    this.#flushing = true;
    if (!this.#writing) this.#writeNext();
  }

  #whenDrained(callback) {
    const settle = (tell) => (...args) => {
      this.removeListener('drain', onDrain);
      this.removeListener('error', onError);
      tell(...args);
    };
    const onDrain = settle(() => {
      if (this.#options.fsync || this.#destroyed) callback();
      else this.#fs.fsync(this.#fd, (error) => callback(error));
    });
    const onError = settle(callback);
    this.once('drain', onDrain);
    this.once('error', onError);
  }

  /** Writes what is gathered before it returns. */
  flushSync() {
    this.#checkAlive();
    if (this.#fd < 0) throw new ERR_INVALID_STATE('Utf8Stream is not open');
    // What is being written is with the system already.
    const own = this.#writing ? this.#current : null;
    if (own !== null) this.#current = null;
    try {
      while (this.#pieces.length > 0 || this.#current?.length > 0) {
        this.#take();
        this.#writeAllNow();
      }
    } finally {
      if (own !== null) this.#current = own;
    }
    try {
      this.#fs.fsyncSync(this.#fd);
    } catch {
      // Pipes and terminals cannot.
    }
  }

  /** What cannot be written goes back to what is gathered. */
  #writeAllNow() {
    while (this.#current.length > 0) {
      try {
        const count = this.#fs.writeSync(this.#fd, this.#current);
        this.#length -= count ?? this.#current.length;
        this.#current = this.#current.subarray(count ?? this.#current.length);
      } catch (error) {
        if (!this.#wantsRetry(error)) {
          this.#pieces.unshift([this.#current]);
          if (this.#pieces.length === 1) this.#lastBytes = this.#current.length;
          this.#current = null;
          throw error;
        }
        sleep(kRetryDelay);
      }
    }
  }

  // --- The end.

  /** Writes what is gathered, and closes. */
  end() {
    this.#checkAlive();
    if (this.#opening) {
      this.once('ready', () => this.end());
      return;
    }
    if (this.#ending) return;
    this.#ending = true;
    if (this.#writing) return;
    if (this.#length > 0 && this.#fd >= 0) this.#writeNext();
    else this.#finish();
  }

  #finish() {
    this.#writing = false;
    this.#destroyed = true;
    this.#close();
  }

  /** Closes; what is gathered and not yet with the system is lost. */
  destroy() {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.#pieces = [];
    if (this.#opening) this.once('ready', () => this.#close());
    else if (!this.#writing) this.#close();
  }

  #close() {
    clearInterval(this.#timer);
    const closed = (error) => {
      if (error) {
        this.emit('error', error);
        return;
      }
      if (this.#ending) this.emit('finish');
      this.emit('close');
    };
    const close = () => {
      // Standard output and standard error stay.
      if (this.#fd === 1 || this.#fd === 2) process.nextTick(closed);
      else this.#fs.close(this.#fd, closed);
    };
    if (this.#options.fsync) close();
    else this.#fs.fsync(this.#fd, close);
  }

  [kDispose]() {
    this.destroy();
  }
}

exports.Utf8Stream = Utf8Stream;
