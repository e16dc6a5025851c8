'use strict';

/**
 * node:fs. The operations are in internal/fs: those with the same arguments in
 * every form in operations.js, reads and writes in transfers.js, whole files in
 * whole_files.js, streams in streams.js, directories in dir.js.
 */

const {
  kValidateObjectAllowNullable,
  validateBuffer,
  validateFunction,
  validateInteger,
  validateObject,
} = require('internal/util/validators');
const { kDispose } = require('internal/util/dispose');
const { unavailable } = require('internal/util/unavailable');
const {
  defineLazy,
  deprecate,
  kCustomPromisifyArgs,
} = require('internal/util/util');
const constants = require('internal/fs/constants');
const { toFd, toCallback, toOptions, toSeconds, validateViews } =
  require('internal/fs/arguments');
const { toPath } = require('internal/fs/paths');
const { callbackForm, operations, syncForm } =
  require('internal/fs/operations');
const { native, synchronously, withSpreadCallback } =
  require('internal/fs/requests');
const transfers = require('internal/fs/transfers');
const {
  kAppendDefaults,
  kReadDefaults,
  kWriteDefaults,
  readFileSync,
  startReadFile,
  startWriteFile,
  toBytes,
  toWriteOptions,
  writeWholeSync,
} = require('internal/fs/whole_files');
const { Stats } = require('internal/fs/stats');
const { Dirent } = require('internal/fs/dirent');
const { Dir, opendir, opendirSync } = require('internal/fs/dir');

const fs = module.exports = {};

for (const name of Object.keys(operations)) {
  fs[name] = callbackForm(operations[name]);
  fs[`${name}Sync`] = syncForm(operations[name]);
}

// --- Existence.

fs.exists = function exists(path, callback) {
  validateFunction(callback, 'cb');
  try {
    path = toPath(path);
  } catch {
    callback(false);
    return;
  }
  fs.access(path, constants.F_OK, (error) => callback(!error));
};
Object.defineProperty(fs.exists, Symbol.for('nodejs.util.promisify.custom'), {
  __proto__: null,
  value: function exists(path) {
    return new Promise((resolve) => fs.exists(path, resolve));
  },
});

let warned = false;
fs.existsSync = function existsSync(path) {
  try {
    path = toPath(path);
  } catch (error) {
    if (!warned && error.code === 'ERR_INVALID_ARG_TYPE') {
      warned = true;
      process.emitWarning(
        'Passing invalid argument types to fs.existsSync is deprecated',
        'DeprecationWarning', 'DEP0187');
    }
    return false;
  }
  // No exception on the way: most callers ask because it may be missing.
  return native.access(-1, path, constants.F_OK) === undefined;
};

fs.realpath.native = fs.realpathNative;
fs.realpathSync.native = fs.realpathNativeSync;
delete fs.realpathNative;
delete fs.realpathNativeSync;

// --- Open and close.

const closeOrIgnore = (error) => {
  if (error) throw error;
};
const { close } = fs;
fs.close = function(fd, callback = closeOrIgnore) {
  if (callback !== closeOrIgnore) toCallback(callback);
  close(fd, callback);
};
Object.defineProperty(fs.close, 'name', { __proto__: null, value: 'close' });

// --- Read and write.

const readResult = (count, { args }) => [count, args.buffer];

fs.read = function read(fd, buffer, offsetOrOptions, length, position,
                        callback) {
  fd = toFd(fd);
  let args;
  if (arguments.length <= 4) {
    // fs.read(fd, [buffer,] [options,] callback)
    if (arguments.length === 4) {
      callback = length;
      args = transfers.toReadArguments(buffer, offsetOrOptions);
    } else if (arguments.length === 3) {
      callback = offsetOrOptions;
      args = transfers.toReadArguments(buffer);
    } else {
      callback = buffer;
      args = transfers.toReadArguments(undefined);
    }
  } else {
    args = transfers.toReadArguments(buffer, offsetOrOptions, length, position);
  }
  withSpreadCallback((request) => {
    request.args = args;
    return transfers.read(request, fd, args);
  }, readResult, callback);
};

fs.readSync = function readSync(fd, buffer, offsetOrOptions, length,
                                position) {
  fd = toFd(fd);
  if (arguments.length <= 3 && offsetOrOptions !== undefined) {
    validateObject(offsetOrOptions, 'options', kValidateObjectAllowNullable);
  }
  // Unlike read, this one needs a buffer of the caller's.
  validateBuffer(buffer);
  return synchronously(
    transfers.read, undefined, fd,
    transfers.toReadArguments(buffer, offsetOrOptions, length, position));
};

fs.write = function write(fd, data, offset, length, position, callback) {
  fd = toFd(fd);
  // The callback is the last argument, wherever that is.
  if (typeof position === 'function') {
    callback = position;
    position = undefined;
  } else if (typeof length === 'function') {
    callback = length;
    length = undefined;
  } else if (typeof offset === 'function') {
    callback = offset;
    offset = undefined;
  }
  const args = transfers.toWriteArguments(data, offset, length, position);
  // `data` is given back, and stays alive until then.
  withSpreadCallback((request) => transfers.write(request, fd, args),
                     (count) => [count, data], callback);
};

fs.writeSync = function writeSync(fd, data, offset, length, position) {
  fd = toFd(fd);
  return synchronously(
    transfers.write, undefined, fd,
    transfers.toWriteArguments(data, offset, length, position));
};

function defineVector(name, operation) {
  fs[name] = {
    [name](fd, buffers, position, callback) {
      toFd(fd);
      validateViews(buffers);
      callback ??= position;
      withSpreadCallback(operation, (count) => [count, buffers], callback, fd,
                         buffers, position);
    },
  }[name];
  fs[`${name}Sync`] = {
    [`${name}Sync`](fd, buffers, position) {
      return synchronously(operation, undefined, fd, buffers, position);
    },
  }[`${name}Sync`];
}
defineVector('readv', transfers.readVector);
defineVector('writev', transfers.writeVector);

/** Names of the values that util.promisify puts into its object. */
function definePromisifyNames(name, names) {
  Object.defineProperty(fs[name], kCustomPromisifyArgs, {
    __proto__: null, value: names, enumerable: false,
  });
}
definePromisifyNames('read', ['bytesRead', 'buffer']);
definePromisifyNames('write', ['bytesWritten', 'buffer']);
definePromisifyNames('readv', ['bytesRead', 'buffers']);
definePromisifyNames('writev', ['bytesWritten', 'buffers']);

// --- Whole files.

fs.readFile = function readFile(path, options, callback) {
  callback ??= options;
  validateFunction(callback, 'cb');
  startReadFile(path, toOptions(options, kReadDefaults), callback);
};
fs.readFileSync = readFileSync;

function defineWhole(name, defaults) {
  fs[name] = {
    [name](path, data, options, callback) {
      callback ??= options;
      validateFunction(callback, 'cb');
      options = toWriteOptions(options, defaults);
      const bytes = toBytes(data, options.encoding);
      startWriteFile(path, bytes, options, callback);
    },
  }[name];
  fs[`${name}Sync`] = {
    [`${name}Sync`](path, data, options) {
      writeWholeSync(path, data, options, defaults);
    },
  }[`${name}Sync`];
}
defineWhole('writeFile', kWriteDefaults);
defineWhole('appendFile', kAppendDefaults);

fs.truncate = function truncate(path, length, callback) {
  if (typeof length === 'function') {
    callback = length;
    length = 0;
  }
  if (length === undefined) length = 0;
  validateInteger(length, 'len');
  validateFunction(callback, 'cb');
  fs.open(path, 'r+', (error, fd) => {
    if (error) {
      callback(error);
      return;
    }
    fs.ftruncate(fd, length, (truncateError) => {
      fs.close(fd, (closeError) => callback(truncateError ?? closeError));
    });
  });
};

fs.truncateSync = function truncateSync(path, length) {
  const fd = fs.openSync(path, 'r+');
  try {
    fs.ftruncateSync(fd, length ?? 0);
  } finally {
    fs.closeSync(fd);
  }
};

// --- Directories, streams, classes.

fs.cp = function cp(source, destination, options, callback) {
  require('internal/fs/cp').cpCallback(source, destination, options, callback);
};
fs.cpSync = function cpSync(source, destination, options) {
  require('internal/fs/cp').cpSync(source, destination, options);
};

fs.watch = function watch(filename, options, listener) {
  return require('internal/fs/watch').watch(filename, options, listener);
};
fs.watchFile = function watchFile(filename, options, listener) {
  return require('internal/fs/watch_file').watchFile(
    filename, options, listener);
};
fs.unwatchFile = function unwatchFile(filename, listener) {
  require('internal/fs/watch_file').unwatchFile(filename, listener);
};

fs.glob = function glob(pattern, options, callback) {
  require('internal/fs/glob').glob(pattern, options, callback);
};
fs.globSync = function globSync(pattern, options) {
  return require('internal/fs/glob').globSync(pattern, options);
};

fs.opendir = opendir;
fs.opendirSync = opendirSync;

fs.mkdtempDisposableSync = function mkdtempDisposableSync(prefix, options) {
  const path = fs.mkdtempSync(prefix, options);
  const absolute = require('path').resolve(path);
  const remove = () => fs.rmSync(absolute, { force: true, recursive: true });
  return {
    path,
    remove,
    [kDispose]: remove,
  };
};

fs.createReadStream = function createReadStream(path, options) {
  return new fs.ReadStream(path, options);
};
fs.createWriteStream = function createWriteStream(path, options) {
  return new fs.WriteStream(path, options);
};

fs.Dirent = Dirent;
fs.Dir = Dir;
// Made by stat alone; the type is for instanceof.
fs.Stats = deprecate(Stats, 'fs.Stats constructor is deprecated.', 'DEP0180');
fs.constants = constants;
fs._toUnixTimestamp = toSeconds;

// Whoever only reads files needs no streams.
const streams = () => require('internal/fs/streams');
defineLazy(fs, 'ReadStream', () => streams().ReadStream);
defineLazy(fs, 'WriteStream', () => streams().WriteStream);
defineLazy(fs, 'FileReadStream', () => streams().ReadStream);
defineLazy(fs, 'FileWriteStream', () => streams().WriteStream);
defineLazy(fs, 'Utf8Stream', () => require('internal/fs/utf8_stream').Utf8Stream);
defineLazy(fs, 'promises', () => require('fs/promises'));

for (const name of ['F_OK', 'R_OK', 'W_OK', 'X_OK']) {
  Object.defineProperty(fs, name, {
    __proto__: null, enumerable: false, value: constants[name],
  });
}

// --- What is not there yet.

fs.openAsBlob = unavailable('fs.openAsBlob');
