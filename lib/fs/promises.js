'use strict';

/**
 * node:fs/promises.
 */

const {
  codes: { ERR_METHOD_NOT_IMPLEMENTED },
} = require('internal/errors/errors');
const { kAsyncDispose } = require('internal/util/dispose');
const constants = require('internal/fs/constants');
const { isFd, toOptions } = require('internal/fs/arguments');
const { toPath } = require('internal/fs/paths');
const { operations, promiseForm } = require('internal/fs/operations');
const { withPromise } = require('internal/fs/requests');
const { FileHandle, promised } = require('internal/fs/file_handle');
const { opendir: openDirectory } = require('internal/fs/dir');
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

const promises = module.exports = {};

for (const name of ['access', 'chmod', 'chown', 'copyFile', 'lchown', 'link',
                    'lstat', 'lutimes', 'mkdir', 'mkdtemp', 'readdir',
                    'readlink', 'rename', 'rm', 'rmdir', 'stat',
                    'statfs', 'symlink', 'unlink', 'utimes']) {
  promises[name] = promiseForm(operations[name]);
}

promises.realpath = promiseForm({
  ...operations.realpathNative, name: 'realpath',
});

promises.open = async function open(path, flags, mode) {
  return withPromise((request, ...args) => {
    const result = operations.open.operation(request, ...args);
    request.convert = (fd) => new FileHandle(fd);
    return result;
  }, undefined, path, flags, mode);
};

promises.opendir = async function opendir(path, options) {
  return promised((callback) => openDirectory(path, options, callback));
};

promises.readFile = async function readFile(path, options) {
  options = toOptions(options, kReadDefaults);
  if (path instanceof FileHandle) return path.readFile(options);
  // Here a number is no descriptor.
  if (isFd(path)) toPath(path);
  return promised((callback) => startReadFile(path, options, callback));
};

async function writeWhole(path, data, options, defaults) {
  if (path instanceof FileHandle) {
    return defaults === kAppendDefaults ?
      path.appendFile(data, options) : path.writeFile(data, options);
  }
  const checked = toWriteOptions(options, defaults);
  validateData(data);
  if (isFd(path)) toPath(path);
  if (!isIterable(data)) {
    const bytes = toBytes(data, checked.encoding);
    return promised(
      (callback) => startWriteFile(path, bytes, checked, callback));
  }
  const { signal } = checked;
  if (signal?.aborted) {
    const { AbortError } = require('internal/errors/errors');
    throw new AbortError(undefined, { cause: signal.reason });
  }
  const handle = await promises.open(path, checked.flags, checked.mode);
  try {
    await handle.writeFile(
      data, { encoding: checked.encoding, flush: checked.flush, signal });
  } finally {
    await handle.close();
  }
}

promises.writeFile = async function writeFile(path, data, options) {
  await writeWhole(path, data, options, kWriteDefaults);
};

promises.appendFile = async function appendFile(path, data, options) {
  await writeWhole(path, data, options, kAppendDefaults);
};

promises.truncate = async function truncate(path, length = 0) {
  const handle = await promises.open(path, 'r+');
  try {
    await handle.truncate(length);
  } finally {
    await handle.close();
  }
};

promises.mkdtempDisposable = async function mkdtempDisposable(prefix, options) {
  const path = await promises.mkdtemp(prefix, options);
  const absolute = require('path').resolve(path);
  const remove = () => promises.rm(absolute, { force: true, recursive: true });
  return {
    path,
    remove,
    [kAsyncDispose]: remove,
  };
};

promises.cp = async function cp(source, destination, options) {
  await require('internal/fs/cp').cp(source, destination, options);
};

promises.lchmod = async function lchmod() {
  throw new ERR_METHOD_NOT_IMPLEMENTED('lchmod()');
};

promises.constants = constants;

promises.watch = function watch(filename, options) {
  return require('internal/fs/watch').watchEvents(filename, options);
};

promises.glob = function glob(pattern, options) {
  return require('internal/fs/glob').globEach(pattern, options);
};
