'use strict';

/**
 * readFile, writeFile and appendFile: one native operation each.
 *
 * The contents of a file arrive as an ArrayBuffer that nobody else holds; the
 * Buffer is made around it, without a copy.
 */

const {
  AbortError,
  codes: { ERR_FS_FILE_TOO_LARGE },
} = require('internal/errors/errors');
const { EFBIG } = require('internal/errors/errno').negated;
const { parseFileMode, validateBoolean } = require('internal/util/validators');
const { decode, requireEncoding } = require('internal/buffer/buffer');
const { FastBuffer, createUnsafe, markUntransferable } =
  require('internal/buffer/fast_buffer');
const { isArrayBufferView } = require('internal/util/types');
const { isFd, toFlags, toOptions, validateStringOrView } =
  require('internal/fs/arguments');
const { toPath } = require('internal/fs/paths');
const { CallbackRequest, SyncRequest, native } =
  require('internal/fs/requests');
const constants = require('internal/fs/constants');

/** Bytes that one read can return, in the kernel and in Node. */
const kMaxFileSize = 2 ** 31 - 1;

const kReadDefaults = { __proto__: null, encoding: undefined, flag: 'r' };
const kWriteDefaults = {
  __proto__: null, encoding: 'utf8', mode: 0o666, flag: 'w', flush: false,
};
const kAppendDefaults = { ...kWriteDefaults, flag: 'a' };

const kEmpty = () => new FastBuffer(0);

function toBuffer(memory) {
  return memory.byteLength === 0 ? kEmpty() : new FastBuffer(memory);
}

/** Converters of contents by encoding. */
const converters = { __proto__: null };

function converterFor(encoding) {
  if (encoding === undefined || encoding === null || encoding === 'buffer' ||
      encoding === '') {
    return toBuffer;
  }
  let converter = converters[encoding];
  if (converter === undefined) {
    const kind = requireEncoding(encoding);
    converter = converters[encoding] = (memory) => {
      const bytes = new FastBuffer(memory);
      return decode(bytes, kind, 0, bytes.length);
    };
  }
  return converter;
}

/**
 * Small files that can be read at once are put next to each other into a pool:
 * an ArrayBuffer each would cost more than reading them.
 */
const kPoolSize = 64 * 1024;
const kPooledSize = 4 * 1024;
let pool;
let poolUsed = 0;

function reservePool() {
  if (pool !== undefined && poolUsed + kPooledSize <= kPoolSize) return;
  pool = createUnsafe(kPoolSize).buffer;
  // Others' bytes are in it: it must not be moved to another owner.
  markUntransferable(pool);
  poolUsed = 0;
}

/** The first `size` bytes of what was reserved. */
function takeFromPool(size) {
  const buffer = new FastBuffer(pool, poolUsed, size);
  poolUsed = (poolUsed + size + 7) & ~7;
  return buffer;
}

/** The operation of readFile; `file` is a path or a descriptor. */
function readFileOperation(request, file, options) {
  const { encoding } = options;
  request.convert = converterFor(encoding);
  if (!isFd(file)) request.path = file = toPath(file);
  const flags = options.flag === undefined || options.flag === 'r' ?
    constants.O_RDONLY : toFlags(options.flag);
  reservePool();
  const result = native.readFile(request.start(), file, flags, kMaxFileSize,
                                 pool, poolUsed);
  if (typeof result === 'number' && result > 0) {
    // Read already; told in its time.
    const value = request.convert === toBuffer ? takeFromPool(result) :
      decode(new FastBuffer(pool, poolUsed, result), requireEncoding(encoding),
             0, result);
    request.convert = () => value;
  }
  return result;
}

/** What a file too large for one Buffer is reported as. */
function readError(request, errno, call) {
  if (errno !== EFBIG || call !== 'read') return undefined;
  const { statSync, fstatSync } = require('fs');
  const { size } = request.path === undefined ?
    fstatSync(request.fd) : statSync(request.path);
  return new ERR_FS_FILE_TOO_LARGE(size);
}

class ReadFileRequest extends CallbackRequest {
  error(errno, call) {
    return readError(this, errno, call) ?? super.error(errno, call);
  }
}

class ReadFileSyncRequest extends SyncRequest {
  error(errno, call) {
    return readError(this, errno, call) ?? super.error(errno, call);
  }
}

/**
 * Calls back with an AbortError if the signal says so first; what comes later
 * is dropped. On a descriptor of the program's the operation is waited for: the
 * program may close it when it is called back, and the number may be another
 * file's then.
 */
function withSignal(signal, file, callback) {
  let over = false;
  const abort = () => {
    over = true;
    callback(new AbortError(undefined, { cause: signal.reason }));
  };
  const onAbort = () => {
    if (!over && !isFd(file)) abort();
  };
  signal.addEventListener('abort', onAbort, { once: true });
  return (error, value) => {
    if (over) return;
    signal.removeEventListener('abort', onAbort);
    if (signal.aborted) {
      abort();
      return;
    }
    over = true;
    if (error) {
      callback(error);
    } else {
      callback(null, value);
    }
  };
}

/** @returns {boolean} true: aborted already, and the callback will say so */
function abortedBefore(signal, callback) {
  if (!signal?.aborted) return false;
  process.nextTick(
    callback, new AbortError(undefined, { cause: signal.reason }));
  return true;
}

/** Starts a readFile with checked options. */
function startReadFile(file, options, callback) {
  const { signal } = options;
  if (signal !== undefined) {
    if (abortedBefore(signal, callback)) return;
    callback = withSignal(signal, file, callback);
  }
  const request = new ReadFileRequest(undefined, callback);
  if (isFd(file)) request.fd = file;
  readFileOperation(request, file, options);
}

function readFileSync(file, options) {
  options = toOptions(options, kReadDefaults);
  const request = new ReadFileSyncRequest();
  // As Node has it: of the synchronous form only open's error names the path.
  request.pathCall = 'open';
  if (isFd(file)) request.fd = file;
  return request.finish(readFileOperation(request, file, options));
}

/** Checks the options of a write once for all forms. */
function toWriteOptions(options, defaults) {
  options = toOptions(options, defaults);
  const flush = options.flush ?? false;
  validateBoolean(flush, 'options.flush');
  return {
    encoding: options.encoding ?? 'utf8',
    mode: parseFileMode(options.mode, 'mode', 0o666),
    flags: toFlags(options.flag ?? defaults.flag),
    flush,
    signal: options.signal,
  };
}

function toBytes(data, encoding) {
  if (isArrayBufferView(data)) return data;
  validateStringOrView(data, 'data');
  return Buffer.from(data, encoding === 'buffer' ? 'utf8' : encoding);
}

/** The operation of writeFile; `file` is a path or a descriptor. */
function writeFileOperation(request, file, bytes, options) {
  request.pathCall = 'open';
  if (!isFd(file)) request.path = file = toPath(file);
  return native.writeFile(request.start(), file, bytes, options.flags,
                          options.mode | 0, options.flush);
}

/** Starts a writeFile with checked options. */
function startWriteFile(file, bytes, options, callback) {
  const { signal } = options;
  if (signal !== undefined) {
    if (abortedBefore(signal, callback)) return;
    callback = withSignal(signal, file, callback);
  }
  writeFileOperation(new CallbackRequest(undefined, callback), file, bytes,
                     options);
}

function writeWholeSync(file, data, options, defaults) {
  options = toWriteOptions(options, defaults);
  const request = new SyncRequest();
  request.finish(
    writeFileOperation(request, file, toBytes(data, options.encoding),
                       options));
}

/** Whether data for a promise's writeFile has to be iterated over. */
function isIterable(data) {
  return typeof data !== 'string' && !isArrayBufferView(data) &&
         data !== null && typeof data === 'object' &&
         (typeof data[Symbol.asyncIterator] === 'function' ||
          typeof data[Symbol.iterator] === 'function');
}

function validateData(data) {
  if (!isIterable(data)) validateStringOrView(data, 'data');
}

exports.isIterable = isIterable;
exports.kAppendDefaults = kAppendDefaults;
exports.kReadDefaults = kReadDefaults;
exports.kWriteDefaults = kWriteDefaults;
exports.readFileSync = readFileSync;
exports.startReadFile = startReadFile;
exports.startWriteFile = startWriteFile;
exports.toBytes = toBytes;
exports.toWriteOptions = toWriteOptions;
exports.validateData = validateData;
exports.writeWholeSync = writeWholeSync;
