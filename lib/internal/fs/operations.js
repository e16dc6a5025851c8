'use strict';

/**
 * The operations that are the same in all their forms. Each is a function of a
 * request (internal/fs/requests) and the user's arguments; `define` makes the
 * callback, synchronous and promise functions of it.
 */

const {
  codes: {
    ERR_FS_EISDIR,
    ERR_INVALID_ARG_VALUE,
  },
} = require('internal/errors/errors');
const { EISDIR, ENOENT, ENOTDIR } = require('internal/errors/errno').negated;
const {
  parseFileMode,
  validateBoolean,
  validateInt32,
  validateInteger,
  validateObject,
  validateOneOf,
  validateUint32,
} = require('internal/util/validators');
const constants = require('internal/fs/constants');
const { toPath } = require('internal/fs/paths');
const { toFd, toFlags, toOptions, toSeconds } =
  require('internal/fs/arguments');
const { native, synchronously, withCallback, withPromise,
        restacked } = require('internal/fs/requests');
const { takeBigIntStatFs, takeBigIntStats, takeStatFs, takeStats } =
  require('internal/fs/stats');
const { Dirent, toName, wantsBytes } = require('internal/fs/dirent');

const { COPYFILE_EXCL, COPYFILE_FICLONE, COPYFILE_FICLONE_FORCE, F_OK, R_OK,
        W_OK, X_OK } = constants;

/** Largest user or group id; -1 leaves an id as it is. */
const kMaxId = 2 ** 32 - 1;

const operations = { __proto__: null };

/**
 * @param {string} name of the public function; a property of `operations`
 * @param {number} required how many arguments come before those that may be
 *   left out and the callback
 * @param {number} optional how many may be left out
 * @param {Function} operation (request, ...args)
 */
function define(name, required, optional, operation) {
  operations[name] = { name, required, optional, operation };
}

/** The callback form: the callback is the last argument that is given. */
function callbackForm({ name, required, optional, operation }) {
  const form = {
    [name](...args) {
      let place = required;
      while (place < required + optional && typeof args[place] !== 'function') {
        ++place;
      }
      withCallback(operation, undefined, args[place], ...args.slice(0, place));
    },
  }[name];
  Object.defineProperty(form, 'length', {
    __proto__: null, value: required + optional + 1, configurable: true,
  });
  return form;
}

function syncForm({ name, required, optional, operation }) {
  const form = {
    [`${name}Sync`](...args) {
      return synchronously(operation, undefined, ...args);
    },
  }[`${name}Sync`];
  Object.defineProperty(form, 'length', {
    __proto__: null, value: required + optional, configurable: true,
  });
  return form;
}

function promiseForm({ name, required, optional, operation }) {
  const form = {
    async [name](...args) {
      try {
        return await withPromise(operation, undefined, ...args);
      } catch (error) {
        throw restacked(error);
      }
    },
  }[name];
  Object.defineProperty(form, 'length', {
    __proto__: null, value: required + optional, configurable: true,
  });
  return form;
}

// --- Access and names.

define('access', 1, 1, (request, path, mode) => {
  request.path = path = toPath(path);
  if (mode === undefined || mode === null) mode = F_OK;
  validateInteger(mode, 'mode', F_OK, R_OK | W_OK | X_OK);
  return native.access(request.start(), path, mode);
});

define('rename', 2, 0, (request, oldPath, newPath) => {
  request.path = oldPath = toPath(oldPath, 'oldPath');
  request.dest = newPath = toPath(newPath, 'newPath');
  return native.rename(request.start(), oldPath, newPath);
});

define('link', 2, 0, (request, existingPath, newPath) => {
  request.path = existingPath = toPath(existingPath, 'existingPath');
  request.dest = newPath = toPath(newPath, 'newPath');
  return native.link(request.start(), existingPath, newPath);
});

define('symlink', 2, 1, (request, target, path, type) => {
  validateOneOf(type, 'type', ['dir', 'file', 'junction', null, undefined]);
  request.path = target = toPath(target, 'target');
  request.dest = path = toPath(path);
  return native.symlink(request.start(), target, path);
});

define('unlink', 1, 0, (request, path) => {
  request.path = path = toPath(path);
  return native.unlink(request.start(), path);
});

define('readlink', 1, 1, (request, path, options) => {
  const { encoding } = toOptions(options, {});
  request.path = path = toPath(path);
  request.convert = (name) => toName(name, encoding);
  return native.readLink(request.start(), path, wantsBytes(encoding));
});

function realPath(request, path, options) {
  const { encoding } = toOptions(options, {});
  request.path = path;
  request.convert = (name) => toName(name, encoding);
  return native.realPath(request.start(), path, wantsBytes(encoding));
}

/** realpath.native, and fs.promises.realpath: as the system sees the path. */
define('realpathNative', 1, 1, (request, path, options) =>
  realPath(request, toPath(path), options));

/**
 * realpath takes '.', '..' and what else is nothing but name out of the path
 * before it follows links, as documented: 'link/..' is where the link is. It
 * tells of what it found wrong as if it had looked at each part of the path.
 */
define('realpath', 1, 1, (request, path, options) => {
  const { error } = request;
  request.error = (errno, call) => {
    const { part, isLink } = firstMissing(request.path);
    request.path = String(part);
    const told = call !== 'realpath' ? call : isLink ? 'stat' : 'lstat';
    return Reflect.apply(error, request, [errno, told]);
  };
  return realPath(request, byName(toPath(path)), options);
});

/** An absolute path without '.' and '..'; of bytes, if it was. */
function byName(path) {
  const { resolve } = require('path');
  if (typeof path === 'string') return resolve(path);
  // A byte a character: what is no UTF-8 stays as it is.
  const bytes = path.toString('latin1');
  const base = bytes[0] === '/' ? '/' :
    Buffer.from(process.cwd()).toString('latin1');
  return Buffer.from(resolve(base, bytes), 'latin1');
}

/**
 * The shortest beginning of an absolute path that leads nowhere, and whether
 * that is a link.
 */
function firstMissing(path) {
  const isText = typeof path === 'string';
  const parts = (isText ? path : path.toString('latin1')).split('/');
  for (let i = 2; i <= parts.length; ++i) {
    const beginning = parts.slice(0, i).join('/');
    const part = isText ? beginning : Buffer.from(beginning, 'latin1');
    if (native.access(-1, part, F_OK) !== undefined) {
      const target = native.readLink(-1, part, true);
      return { part, isLink: typeof target === 'string' };
    }
  }
  return { part: path, isLink: false };
}

define('copyFile', 2, 1, (request, from, to, mode) => {
  request.path = from = toPath(from, 'src');
  request.dest = to = toPath(to, 'dest');
  if (mode === undefined || mode === null) mode = 0;
  validateInteger(
    mode, 'mode', 0,
    COPYFILE_EXCL | COPYFILE_FICLONE | COPYFILE_FICLONE_FORCE);
  return native.copyFile(request.start(), from, to, mode);
});

// --- Attributes.

function defineStat(name, follow) {
  define(name, 1, 1, (request, path, options = undefined) => {
    const bigint = options?.bigint === true;
    request.path = path = toPath(path);
    request.convert = bigint ? takeBigIntStats : takeStats;
    request.absentIsUndefined = options?.throwIfNoEntry === false;
    return native.stat(request.start(), path, follow, bigint);
  });
}
defineStat('stat', true);
defineStat('lstat', false);

define('fstat', 1, 1, (request, fd, options = undefined) => {
  fd = toFd(fd);
  const bigint = options?.bigint === true;
  request.convert = bigint ? takeBigIntStats : takeStats;
  return native.statOfFd(request.start(), fd, bigint);
});

define('statfs', 1, 1, (request, path, options = undefined) => {
  const bigint = options?.bigint === true;
  request.path = path = toPath(path);
  request.convert = bigint ? takeBigIntStatFs : takeStatFs;
  return native.statFileSystem(request.start(), path, bigint);
});

define('chmod', 2, 0, (request, path, mode) => {
  request.path = path = toPath(path);
  mode = parseFileMode(mode, 'mode');
  return native.changeMode(request.start(), path, mode | 0);
});

define('fchmod', 2, 0, (request, fd, mode) => {
  fd = toFd(fd);
  mode = parseFileMode(mode, 'mode');
  return native.changeMode(request.start(), fd, mode | 0);
});

function defineOwner(name, check, follow) {
  define(name, 3, 0, (request, file, uid, gid) => {
    file = check(file);
    if (typeof file !== 'number') request.path = file;
    validateInteger(uid, 'uid', -1, kMaxId);
    validateInteger(gid, 'gid', -1, kMaxId);
    return native.changeOwner(request.start(), file, uid, gid, follow);
  });
}
defineOwner('chown', (path) => toPath(path), true);
defineOwner('lchown', (path) => toPath(path), false);
defineOwner('fchown', toFd, true);

function defineTimes(name, check, follow) {
  define(name, 3, 0, (request, file, atime, mtime) => {
    file = check(file);
    if (typeof file !== 'number') request.path = file;
    atime = toSeconds(atime);
    mtime = toSeconds(mtime);
    return native.changeTimes(request.start(), file, atime, mtime, follow);
  });
}
defineTimes('utimes', (path) => toPath(path), true);
defineTimes('lutimes', (path) => toPath(path), false);
defineTimes('futimes', toFd, true);

// --- Descriptors.

define('open', 1, 2, (request, path, flags, mode) => {
  request.path = path = toPath(path);
  flags = toFlags(flags);
  mode = parseFileMode(mode, 'mode', 0o666);
  return native.open(request.start(), path, flags, mode | 0);
});

define('close', 1, 0, (request, fd) => {
  fd = toFd(fd);
  return native.close(request.start(), fd);
});

define('fsync', 1, 0, (request, fd) => {
  fd = toFd(fd);
  return native.sync(request.start(), fd, false);
});

define('fdatasync', 1, 0, (request, fd) => {
  fd = toFd(fd);
  return native.sync(request.start(), fd, true);
});

define('ftruncate', 1, 1, (request, fd, length = 0) => {
  fd = toFd(fd);
  validateInteger(length, 'len');
  return native.truncate(request.start(), fd, Math.max(0, length));
});

// --- Directories.

define('mkdir', 1, 1, (request, path, options) => {
  // The mode may stand in the place of the options.
  const isMode = ['number', 'string'].includes(typeof options);
  const { recursive = false, mode = 0o777 } =
    isMode ? { mode: options } : options || {};
  validateBoolean(recursive, 'options.recursive');
  const bits = parseFileMode(mode, isMode ? 'mode' : 'options.mode');
  request.path = path = toPath(path);
  return native.makeDirectory(request.start(), path, bits | 0, recursive);
});

let warnedOfTemplate = false;

/** Some systems would fill in all of the X at the end. */
function warnOfTemplate(prefix) {
  const last = prefix[prefix.length - 1];
  if (warnedOfTemplate || (last !== 'X' && last !== 0x58)) return;
  warnedOfTemplate = true;
  process.emitWarning(
    'mkdtemp() templates ending with X are not portable. ' +
    'For details see: https://nodejs.org/api/fs.html');
}

define('mkdtemp', 1, 1, (request, prefix, options) => {
  const { encoding } = toOptions(options, {});
  prefix = toPath(prefix, 'prefix');
  warnOfTemplate(prefix);
  request.path = typeof prefix === 'string' ?
    `${prefix}XXXXXX` : Buffer.concat([prefix, Buffer.from('XXXXXX')]);
  request.convert = (name) => toName(name, encoding);
  return native.makeTemporaryDirectory(request.start(), prefix,
                                       wantsBytes(encoding));
});

define('rmdir', 1, 1, (request, path, options) => {
  request.path = path = toPath(path);
  if (options?.recursive !== undefined) {
    throw new ERR_INVALID_ARG_VALUE(
      'options.recursive', options.recursive, 'is no longer supported');
  }
  return native.removeDirectory(request.start(), path);
});

/** Names or Dirents of native code's lists. */
function toEntries(lists, path, encoding, withFileTypes) {
  const { 0: names, 1: types, 2: parents } = lists;
  const count = names.length;
  const entries = new Array(count);
  for (let i = 0; i < count; ++i) {
    const parent = parents === undefined ? '' : parents[i];
    if (withFileTypes) {
      entries[i] = new Dirent(toName(names[i], encoding), types[i],
                              parent === '' ? path : below(path, parent));
    } else {
      entries[i] = toName(parent === '' ? names[i] : `${parent}/${names[i]}`,
                          encoding);
    }
  }
  return entries;
}

/** `parent` is relative to `path`, byte by byte if `path` is a Buffer. */
function below(path, parent) {
  if (typeof path === 'string') {
    return path.endsWith('/') ? path + parent : `${path}/${parent}`;
  }
  return Buffer.concat([path, Buffer.from(`/${parent}`, 'latin1')]);
}

define('readdir', 1, 1, (request, path, options) => {
  options = toOptions(options, {});
  const { encoding, withFileTypes, recursive } = options;
  request.path = path = toPath(path);
  if (recursive !== undefined && recursive !== null) {
    validateBoolean(recursive, 'options.recursive');
  }
  request.convert =
    (lists) => toEntries(lists, path, encoding, Boolean(withFileTypes));
  return native.readDirectory(request.start(), path, wantsBytes(encoding),
                              recursive === true);
});

/** @returns {{force, maxRetries, recursive, retryDelay}} */
function toRemoveOptions(options) {
  const checked = { force: false, maxRetries: 0, recursive: false,
                    retryDelay: 100 };
  if (options === undefined) return checked;
  validateObject(options, 'options');
  Object.assign(checked, options);
  validateBoolean(checked.force, 'options.force');
  validateBoolean(checked.recursive, 'options.recursive');
  validateInt32(checked.retryDelay, 'options.retryDelay', 0);
  validateUint32(checked.maxRetries, 'options.maxRetries');
  return checked;
}

define('rm', 1, 1, (request, path, options) => {
  request.path = path = toPath(path);
  const { force, maxRetries, recursive, retryDelay } =
    toRemoveOptions(options);
  const { error } = request;
  request.error = function(errno, call) {
    if (errno === EISDIR && call === 'rm') {
      return new ERR_FS_EISDIR({
        code: 'EISDIR', message: 'is a directory', path: String(path),
        syscall: 'rm', errno: 21,
      });
    }
    // That it is not there is found out by lstat.
    return Reflect.apply(
      error, request,
      [errno, errno === ENOENT || errno === ENOTDIR ? 'lstat' : call]);
  };
  return native.remove(request.start(), path, recursive, force, maxRetries,
                       retryDelay);
});

exports.callbackForm = callbackForm;
exports.operations = operations;
exports.promiseForm = promiseForm;
exports.syncForm = syncForm;
exports.toEntries = toEntries;
