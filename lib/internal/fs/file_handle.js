'use strict';

/**
 * FileHandle: an open file of fs.promises.
 *
 * Closing waits for the streams and reads that still use the descriptor.
 */

const EventEmitter = require('events');
const { kAsyncDispose } = require('internal/util/dispose');
const {
  AbortError,
  codes: { ERR_INVALID_ARG_TYPE, ERR_METHOD_NOT_IMPLEMENTED },
} = require('internal/errors/errors');
const { operations } = require('internal/fs/operations');
const { native, withPromise } = require('internal/fs/requests');
const transfers = require('internal/fs/transfers');
const { toOptions } = require('internal/fs/arguments');
const {
  isIterable,
  kAppendDefaults,
  kReadDefaults,
  kWriteDefaults,
  startReadFile,
  startWriteFile,
  toBytes,
  toWriteOptions,
  validateData,
} = require('internal/fs/whole_files');

class FileHandle extends EventEmitter {
  #fd;
  /** Operations and streams that use the descriptor now. */
  #users = 0;
  #closing = undefined;
  #closeNow = undefined;

  /** @param {number} fd which this owns from now on */
  constructor(fd) {
    super();
    this.#fd = fd;
  }

  /** -1 when closed. */
  get fd() {
    return this.#fd;
  }

  getAsyncId() {
    return -1;
  }

  /** Keeps the descriptor open until as many calls of unref. */
  ref() {
    ++this.#users;
  }

  unref() {
    if (--this.#users === 0 && this.#closeNow !== undefined) this.#closeNow();
  }

  /** Runs an operation of requests on the descriptor. */
  async #perform(syscall, operation, convert, ...args) {
    if (this.#fd === -1) throw closedError(syscall);
    this.ref();
    try {
      return await withPromise(operation, convert, this.#fd, ...args);
    } finally {
      this.unref();
    }
  }

  chmod(mode) {
    return this.#perform('fchmod', operations.fchmod.operation, undefined,
                         mode);
  }

  chown(uid, gid) {
    return this.#perform('fchown', operations.fchown.operation, undefined, uid,
                         gid);
  }

  datasync() {
    return this.#perform('fdatasync', operations.fdatasync.operation);
  }

  sync() {
    return this.#perform('fsync', operations.fsync.operation);
  }

  stat(options) {
    return this.#perform('fstat', operations.fstat.operation, undefined,
                         options);
  }

  truncate(length = 0) {
    return this.#perform('ftruncate', operations.ftruncate.operation,
                         undefined, length);
  }

  utimes(atime, mtime) {
    return this.#perform('futime', operations.futimes.operation, undefined,
                         atime, mtime);
  }

  /** @returns {Promise<{bytesRead: number, buffer}>} */
  async read(buffer, offset, length, position) {
    const args = transfers.toReadArguments(buffer, offset, length, position);
    const bytesRead = await this.#perform('read', transfers.read, undefined,
                                          args);
    return { __proto__: null, bytesRead, buffer: args.buffer };
  }

  /** @returns {Promise<{bytesWritten: number, buffer}>} */
  async write(buffer, offset, length, position) {
    if (buffer?.byteLength === 0) {
      return { __proto__: null, bytesWritten: 0, buffer };
    }
    const args = transfers.toWriteArguments(buffer, offset, length, position);
    const bytesWritten = await this.#perform('write', transfers.write,
                                             undefined, args);
    return { __proto__: null, bytesWritten, buffer };
  }

  async readv(buffers, position) {
    const bytesRead = await this.#perform('read', transfers.readVector,
                                          undefined, buffers, position);
    return { __proto__: null, bytesRead, buffers };
  }

  async writev(buffers, position) {
    const bytesWritten = await this.#perform('write', transfers.writeVector,
                                             undefined, buffers, position);
    return { __proto__: null, bytesWritten, buffers };
  }

  async readFile(options) {
    if (this.#fd === -1) throw closedError('readFile');
    options = toOptions(options, kReadDefaults);
    this.ref();
    try {
      return await promised(
        (callback) => startReadFile(this.#fd, options, callback));
    } finally {
      this.unref();
    }
  }

  writeFile(data, options) {
    return this.#writeWhole(data, options, kWriteDefaults);
  }

  appendFile(data, options) {
    return this.#writeWhole(data, options, kAppendDefaults);
  }

  async #writeWhole(data, options, defaults) {
    if (this.#fd === -1) throw closedError('writeFile');
    options = toWriteOptions(options, defaults);
    validateData(data);
    this.ref();
    try {
      if (!isIterable(data)) {
        const bytes = toBytes(data, options.encoding);
        await promised((callback) => {
          startWriteFile(this.#fd, bytes, options, callback);
        });
        return;
      }
      for await (const chunk of data) {
        abortIfTold(options.signal);
        await this.#writeAll(toBytes(chunk, options.encoding));
      }
      abortIfTold(options.signal);
      if (options.flush) await this.sync();
    } finally {
      this.unref();
    }
  }

  async #writeAll(bytes) {
    let done = 0;
    while (done < bytes.byteLength) {
      const { bytesWritten } =
        await this.write(bytes, done, bytes.byteLength - done, null);
      done += bytesWritten;
    }
  }

  /**
   * The lines from where the descriptor stands, as an async iterator.
   * @param {object} [options] those of createReadStream
   */
  readLines(options = undefined) {
    const { createInterface } = require('readline');
    return createInterface({
      input: this.createReadStream(options), crlfDelay: Infinity,
    });
  }

  readableWebStream() {
    throw new ERR_METHOD_NOT_IMPLEMENTED('FileHandle.readableWebStream()');
  }

  createReadStream(options = undefined) {
    const { ReadStream } = require('internal/fs/streams');
    return new ReadStream(undefined, { ...options, fd: this });
  }

  createWriteStream(options = undefined) {
    const { WriteStream } = require('internal/fs/streams');
    return new WriteStream(undefined, { ...options, fd: this });
  }

  /** Resolves when the descriptor is closed. */
  close() {
    if (this.#fd === -1) return Promise.resolve();
    if (this.#closing !== undefined) return this.#closing;
    this.#closing = new Promise((resolve, reject) => {
      this.#closeNow = () => {
        this.#closeNow = undefined;
        const fd = this.#fd;
        this.#fd = -1;
        withPromise(closeFd, undefined, fd).then(resolve, reject);
      };
      if (this.#users === 0) this.#closeNow();
    }).finally(() => {
      this.#closing = undefined;
    });
    this.emit('close');
    return this.#closing;
  }

  async [kAsyncDispose]() {
    await this.close();
  }
}

function closeFd(request, fd) {
  return native.close(request.start(), fd);
}

function closedError(syscall) {
  const error = new Error('file closed');
  error.code = 'EBADF';
  error.syscall = syscall;
  return error;
}

function abortIfTold(signal) {
  if (!signal?.aborted) return;
  throw new AbortError(undefined, { cause: signal.reason });
}

/** A promise of what a callback function gives. */
function promised(start) {
  return new Promise((resolve, reject) => {
    start((error, value) => {
      if (error) {
        reject(error);
      } else {
        resolve(value);
      }
    });
  });
}

function validateHandle(value) {
  if (!(value instanceof FileHandle)) {
    throw new ERR_INVALID_ARG_TYPE('filehandle', 'FileHandle', value);
  }
}

exports.FileHandle = FileHandle;
exports.promised = promised;
exports.validateHandle = validateHandle;
