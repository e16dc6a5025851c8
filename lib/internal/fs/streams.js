'use strict';

/**
 * fs.ReadStream and fs.WriteStream.
 *
 * Both open their file when they are constructed, unless they get a descriptor
 * or a FileHandle. The functions that do the work may be replaced by the `fs`
 * option, and `open` by whoever patches the prototype (as graceful-fs does).
 */

const { EAGAIN } = require('internal/errors/errno').negated;
const { Readable, Writable, finished } = require('stream');
const { errorOrDestroy } = require('internal/streams/destroy');
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS, ERR_METHOD_NOT_IMPLEMENTED,
           ERR_OUT_OF_RANGE, ERR_STREAM_DESTROYED },
  uvException,
} = require('internal/errors/errors');
const { validateBoolean, validateFunction, validateInteger } =
  require('internal/util/validators');
const { FileHandle } = require('internal/fs/file_handle');
const { toOptions } = require('internal/fs/arguments');
const { toPath } = require('internal/fs/paths');

const kReadHighWaterMark = 64 * 1024;

/** The state that users do not see. */
const kFs = Symbol('fs');
const kHandle = Symbol('handle');
const kIsPerforming = Symbol('performing');
const kAfterPerforming = Symbol('after performing');

/** Methods of a FileHandle in the shape of fs's functions. */
function functionsOf(handle) {
  const call = (promise, callback, spread) => {
    promise.then((value) => callback(null, ...spread(value)), callback);
  };
  return {
    open(path, flags, mode, callback) {
      throw new ERR_METHOD_NOT_IMPLEMENTED('open()');
    },
    read(fd, buffer, offset, length, position, callback) {
      call(handle.read(buffer, offset, length, position), callback,
           (value) => [value.bytesRead, value.buffer]);
    },
    write(fd, buffer, offset, length, position, callback) {
      call(handle.write(buffer, offset, length, position), callback,
           (value) => [value.bytesWritten, value.buffer]);
    },
    writev(fd, buffers, position, callback) {
      call(handle.writev(buffers, position), callback,
           (value) => [value.bytesWritten, value.buffers]);
    },
    fsync(fd, callback) {
      call(handle.sync(), callback, () => []);
    },
    close(fd, callback) {
      handle.unref();
      call(handle.close(), callback, () => []);
    },
  };
}

/** What a stream is to use: a file by its path, or one that is open. */
function takeFile(stream, path, options, flags, validateFs) {
  if (options.fd != null) {
    stream.fd = takeOpen(stream, options);
    return;
  }
  stream.fd = null;
  stream[kFs] = options.fs ?? require('fs');
  if (options.fs) validateFs(options.fs);
  stream.path = toPath(path);
  ({ flags: stream.flags = flags, mode: stream.mode = 0o666 } = options);
}

/** @returns {number} the descriptor of a file that is open */
function takeOpen(stream, { fd, fs }) {
  if (typeof fd === 'number') {
    stream[kFs] = fs ?? require('fs');
    return fd;
  }
  if (!(fd instanceof FileHandle)) {
    throw new ERR_INVALID_ARG_TYPE('options.fd', ['number', 'FileHandle'], fd);
  }
  if (fs) throw new ERR_METHOD_NOT_IMPLEMENTED('FileHandle with fs');
  stream[kHandle] = fd;
  stream[kFs] = functionsOf(fd);
  fd.on('close', () => stream.close());
  fd.ref();
  return fd.fd;
}

/** Opens the file before anything else happens to the stream. */
function construct(callback) {
  const stream = this;
  if (typeof stream.fd === 'number') {
    callback();
    return;
  }
  if (stream.open !== ownOpen) {
    constructByEvent(stream, callback);
    return;
  }
  stream[kFs].open(stream.path, stream.flags, stream.mode, (error, fd) => {
    if (!error) stream.fd = fd;
    callback(error);
    if (error) return;
    stream.emit('open', fd);
    stream.emit('ready');
  });
}

/** A patched open tells by events only: 'open', or 'error' in its place. */
function constructByEvent(stream, callback) {
  const { emit } = stream;
  stream.emit = function(event, ...args) {
    const isOpen = event === 'open';
    if (isOpen || event === 'error') {
      stream.emit = emit;
      callback(isOpen ? undefined : args[0]);
    }
    // The error is emitted once the stream is destroyed by it.
    return event === 'error' || Reflect.apply(emit, stream, [event, ...args]);
  };
  stream.open();
}

/** What `open` is until somebody replaces it. */
function ownOpen() {}

/** Closes the descriptor when no operation uses it any more. */
function close(stream, error, callback) {
  if (typeof stream.fd !== 'number') {
    callback(error);
    return;
  }
  stream[kFs].close(stream.fd, (failure) => callback(failure || error));
  // Not earlier: a close() of the program's may look at it.
  stream.fd = null;
}

function destroy(error, callback) {
  if (this[kIsPerforming]) {
    this[kAfterPerforming] = (performError) => {
      // Of a stream that is destroyed, what it was destroyed with.
      close(this, error || performError, callback);
    };
  } else {
    close(this, error, callback);
  }
}

/** An operation on the descriptor is over. True: the stream is going. */
function performed(stream, error) {
  stream[kIsPerforming] = false;
  if (!stream.destroyed) return false;
  stream[kAfterPerforming]?.(error);
  return true;
}

/** A copy with defaults; inherited options count. */
function copyOptions(given) {
  const options = { emitClose: true };
  given = toOptions(given, {});
  // eslint-disable-next-line guard-for-in
  for (const name in given) options[name] = given[name];
  return options;
}

/** Where in the file a stream begins and, if it reads, ends. */
function takeRange(stream, { start, end }) {
  if (start !== undefined) validateInteger(start, 'start', 0);
  if (end !== undefined && end !== Infinity) {
    validateInteger(end, 'end', 0);
    if (start > end) {
      throw new ERR_OUT_OF_RANGE('start', `<= "end" (here: ${end})`, start);
    }
  }
  stream.start = start;
  if (end !== undefined) stream.end = end;
  stream.pos = start;
}

function validateFunctions(fs, names) {
  for (const name of names) validateFunction(fs[name], `options.fs.${name}`);
}

/** One of the two ways to write is enough. */
function validateWriters(fs) {
  validateFunctions(fs, ['open', 'close']);
  const ways = ['write', 'writev'].filter((name) => fs[name]);
  validateFunctions(fs, ways.length > 0 ? ways : ['write']);
}

// --- Reading.

function ReadStream(path, options) {
  if (!(this instanceof ReadStream)) return new ReadStream(path, options);
  options = copyOptions(options);
  options.highWaterMark ??= kReadHighWaterMark;
  ({ autoClose: options.autoDestroy = true } = options);
  takeFile(this, path, options, 'r', (fs) => {
    validateFunctions(fs, ['open', 'read', 'close']);
  });
  // Reading and closing may overlap: close waits.
  this[kIsPerforming] = false;
  takeRange(this, { start: options.start, end: options.end ?? Infinity });
  this.bytesRead = 0;
  Reflect.apply(Readable, this, [options]);
  if (options.encoding) this.setEncoding(options.encoding);
}
Object.setPrototypeOf(ReadStream.prototype, Readable.prototype);
Object.setPrototypeOf(ReadStream, Readable);

ReadStream.prototype.open = ownOpen;
ReadStream.prototype._construct = construct;

ReadStream.prototype._read = function(n) {
  n = this.pos === undefined ? Math.min(this.end - this.bytesRead + 1, n) :
    Math.min(this.end - this.pos + 1, n);
  if (n <= 0) {
    this.push(null);
    return;
  }
  const buffer = Buffer.allocUnsafeSlow(n);
  this[kIsPerforming] = true;
  this[kFs].read(this.fd, buffer, 0, n, this.pos ?? null,
                 (error, bytesRead, filled) => {
                   if (performed(this, error)) return;
                   if (error) {
                     errorOrDestroy(this, error);
                   } else if (bytesRead > 0) {
                     accept(this, filled, bytesRead);
                   } else {
                     this.push(null);
                   }
                 });
};

function accept(stream, buffer, bytesRead) {
  if (stream.pos !== undefined) stream.pos += bytesRead;
  stream.bytesRead += bytesRead;
  if (bytesRead !== buffer.length) {
    // A short read must not keep the whole of a large buffer.
    const exact = Buffer.allocUnsafeSlow(bytesRead);
    buffer.copy(exact, 0, 0, bytesRead);
    buffer = exact;
  }
  stream.push(buffer);
}

ReadStream.prototype._destroy = destroy;

ReadStream.prototype.close = function(callback) {
  if (typeof callback === 'function') finished(this, callback);
  this.destroy();
};

// --- Writing.

function WriteStream(path, options) {
  if (!(this instanceof WriteStream)) return new WriteStream(path, options);
  options = copyOptions(options);
  // What is written are bytes.
  options.decodeStrings = true;
  ({ autoClose: options.autoDestroy = true } = options);
  takeFile(this, path, options, 'w', validateWriters);
  const { flush } = options;
  if (flush != null) validateBoolean(flush, 'options.flush');
  this.flush = flush ?? false;
  if (this.flush && options.fs) {
    const { fsync } = this[kFs];
    if (fsync === undefined) validateFunction(fsync, 'options.fs.fsync');
  }
  if (!this[kFs].writev) this._writev = null;
  this[kIsPerforming] = false;
  takeRange(this, { start: options.start, end: undefined });
  this.bytesWritten = 0;
  Reflect.apply(Writable, this, [options]);
  if (options.encoding) this.setDefaultEncoding(options.encoding);
}
Object.setPrototypeOf(WriteStream.prototype, Writable.prototype);
Object.setPrototypeOf(WriteStream, Writable);

WriteStream.prototype.open = ownOpen;
WriteStream.prototype._construct = construct;

/** Writes all of a buffer, however many calls that takes. */
function writeAll(stream, buffer, position, callback, stalls = 0) {
  stream[kFs].write(
    stream.fd, buffer, 0, buffer.byteLength, position,
    (error, count, written) => {
      if (error?.code === 'EAGAIN') {
        error = null;
        count = 0;
      }
      if (stream.destroyed || error) {
        callback(error || new ERR_STREAM_DESTROYED('write'));
        return;
      }
      stream.bytesWritten += count;
      stalls = count > 0 ? 0 : stalls + 1;
      if (count === buffer.byteLength) {
        callback(null);
      } else if (stalls > 5) {
        callback(uvException({ errno: EAGAIN, syscall: 'write' }));
      } else {
        writeAll(stream, buffer.subarray(count),
                 position === null ? null : position + count, callback,
                 stalls);
      }
    });
}

WriteStream.prototype._write = function(data, encoding, callback) {
  const position = this.pos ?? null;
  if (this.pos !== undefined) this.pos += data.length;
  this[kIsPerforming] = true;
  if (this[kFs].write === undefined) {
    writevAll(this, [data], data.length, position, callback);
    return;
  }
  writeAll(this, data, position, (error) => {
    performed(this, error);
    callback(error);
  });
};

function writevAll(stream, buffers, length, position, callback) {
  stream[kFs].writev(stream.fd, buffers, position, (error, count) => {
    if (!error && count < length) {
      // The rest in one piece.
      stream.bytesWritten += count;
      writeAll(stream, Buffer.concat(buffers).subarray(count),
               position === null ? null : position + count, (writeError) => {
                 performed(stream, writeError);
                 callback(writeError);
               });
      return;
    }
    if (!error) stream.bytesWritten += count;
    performed(stream, error);
    callback(error);
  });
}

WriteStream.prototype._writev = function(chunks, callback) {
  const buffers = [];
  let length = 0;
  for (const { chunk } of chunks) {
    buffers.push(chunk);
    length += chunk.length;
  }
  const position = this.pos ?? null;
  if (this.pos !== undefined) this.pos += length;
  this[kIsPerforming] = true;
  writevAll(this, buffers, length, position, callback);
};

WriteStream.prototype._final = function(callback) {
  if (!this.flush) {
    callback();
    return;
  }
  this[kFs].fsync(this.fd, callback);
};

WriteStream.prototype._destroy = destroy;

WriteStream.prototype.close = function(callback) {
  if (typeof callback === 'function') {
    if (this.closed) {
      process.nextTick(callback);
      return;
    }
    this.on('close', callback);
  }
  // Not closed when ended: then ending closes.
  if (!this.autoClose) this.on('finish', this.destroy);
  this.end();
};

WriteStream.prototype.destroySoon = WriteStream.prototype.end;

for (const { prototype } of [ReadStream, WriteStream]) {
  Object.defineProperty(prototype, 'pending', {
    __proto__: null,
    configurable: true,
    get() {
      return this.fd === null;
    },
  });
}
/** `autoClose` is the stream's own autoDestroy. */
function defineAutoClose({ name, prototype }, stateOf) {
  Object.defineProperty(prototype, 'autoClose', {
    __proto__: null,
    configurable: true,
    get() {
      const state = stateOf(this);
      if (state === undefined) throw new ERR_INVALID_THIS(name);
      return state.autoDestroy;
    },
    set(value) {
      stateOf(this).autoDestroy = value;
    },
  });
}
defineAutoClose(ReadStream, (stream) => stream._readableState);
defineAutoClose(WriteStream, (stream) => stream._writableState);

exports.ReadStream = ReadStream;
exports.WriteStream = WriteStream;
