'use strict';

/**
 * fs.cp: copies a file, a link, or a directory with all below it.
 *
 * The copying is written once, as a generator that yields the name and the
 * arguments of each fs operation it needs; they are performed by fs's synchronous
 * functions, or by those of fs.promises.
 */

const {
  codes: {
    ERR_FS_CP_DIR_TO_NON_DIR,
    ERR_FS_CP_EEXIST,
    ERR_FS_CP_EINVAL,
    ERR_FS_CP_FIFO_PIPE,
    ERR_FS_CP_NON_DIR_TO_DIR,
    ERR_FS_CP_SOCKET,
    ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY,
    ERR_FS_CP_UNKNOWN,
    ERR_FS_EISDIR,
    ERR_INCOMPATIBLE_OPTION_PAIR,
    ERR_INVALID_RETURN_VALUE,
  },
} = require('internal/errors/errors');
const { errno } = require('internal/errors/errno');
const {
  validateBoolean,
  validateFunction,
  validateInteger,
  validateObject,
} = require('internal/util/validators');
const { drive } = require('internal/fs/drive');
const { toPath } = require('internal/fs/paths');
const { dirname, isAbsolute, join, resolve, sep } = require('path');

const kDefaults = {
  dereference: false,
  errorOnExist: false,
  filter: undefined,
  force: true,
  mode: 0,
  preserveTimestamps: false,
  recursive: false,
  verbatimSymlinks: false,
};
const kFlags = ['dereference', 'errorOnExist', 'force', 'preserveTimestamps',
                'recursive', 'verbatimSymlinks'];

/** Big integers, since inodes may be too large for numbers. */
const kStatOptions = { bigint: true, throwIfNoEntry: false };

/** @returns {object} all options, checked */
function toCopyOptions(given) {
  if (given === undefined) return kDefaults;
  validateObject(given, 'options');
  const options = { ...kDefaults, ...given };
  for (const name of kFlags) validateBoolean(options[name], `options.${name}`);
  validateInteger(options.mode, 'options.mode', 0, 7);
  if (options.dereference && options.verbatimSymlinks) {
    throw new ERR_INCOMPATIBLE_OPTION_PAIR('dereference', 'verbatimSymlinks');
  }
  if (options.filter !== undefined) {
    validateFunction(options.filter, 'options.filter');
  }
  return options;
}

/** An error of the given class about two paths. */
function fault(FaultClass, code, message, path) {
  return new FaultClass(
    { message, path, syscall: 'cp', errno: errno[code], code });
}

function exists(target) {
  return fault(ERR_FS_CP_EEXIST, 'EEXIST', `${target} already exists`, target);
}

function sameFile(a, b) {
  return a.ino !== 0n && a.ino === b.ino && a.dev === b.dev;
}

/** Whether `inner` is `outer` or below it. */
function isWithin(outer, inner) {
  const from = resolve(outer).split(sep).filter(Boolean);
  const to = resolve(inner).split(sep).filter(Boolean);
  return from.every((part, i) => to[i] === part);
}

/** What lies at a path, undefined if nothing does. */
function* look(path, { dereference }) {
  return yield [dereference ? 'stat' : 'lstat', path, kStatOptions];
}

/** Throws where the one cannot be copied over the other. */
function check(source, sourceStats, target, targetStats) {
  if (targetStats !== undefined) {
    if (sameFile(sourceStats, targetStats)) {
      throw fault(ERR_FS_CP_EINVAL, 'EINVAL',
                  'src and dest cannot be the same', target);
    }
    if (sourceStats.isDirectory() && !targetStats.isDirectory()) {
      throw fault(ERR_FS_CP_DIR_TO_NON_DIR, 'EISDIR',
                  `cannot overwrite non-directory ${target} ` +
                  `with directory ${source}`, target);
    }
    if (!sourceStats.isDirectory() && targetStats.isDirectory()) {
      throw fault(ERR_FS_CP_NON_DIR_TO_DIR, 'ENOTDIR',
                  `cannot overwrite directory ${target} ` +
                  `with non-directory ${source}`, target);
    }
  }
  if (sourceStats.isDirectory() && isWithin(source, target)) {
    throw fault(ERR_FS_CP_EINVAL, 'EINVAL',
                `cannot copy ${source} to a subdirectory of self ${target}`,
                target);
  }
}

/** A link on the way to the target may lead into the source. */
function* checkParents(source, sourceStats, target) {
  let above = resolve(dirname(target));
  for (;;) {
    if (above === resolve(dirname(source)) || above === dirname(above)) return;
    const stats = yield ['stat', above, kStatOptions];
    if (stats !== undefined && sameFile(sourceStats, stats)) {
      throw fault(ERR_FS_CP_EINVAL, 'EINVAL',
                  `cannot copy ${source} to a subdirectory of self ${target}`,
                  target);
    }
    above = dirname(above);
  }
}

function* copyTop(source, target, options) {
  if (options.filter && !(yield ['filter', source, target])) return;
  const stats = yield* mustLook(source, options);
  check(source, stats, target, yield* look(target, options));
  yield* checkParents(source, stats, target);
  const parent = dirname(target);
  if ((yield ['stat', parent, kStatOptions]) === undefined) {
    yield ['mkdir', parent, { recursive: true }];
  }
  yield* copyEntry(source, stats, target, options);
}

/** What lies at a path; an error if nothing does. */
function* mustLook(path, { dereference }) {
  return yield [dereference ? 'stat' : 'lstat', path, { bigint: true }];
}

function* copyEntry(source, stats, target, options) {
  const targetStats = yield* look(target, options);
  if (stats.isDirectory()) {
    yield* copyDirectory(source, stats, target, targetStats, options);
  } else if (stats.isFile() || stats.isCharacterDevice() ||
             stats.isBlockDevice()) {
    yield* copyFile(source, stats, target, targetStats, options);
  } else if (stats.isSymbolicLink()) {
    yield* copyLink(source, target, targetStats, options);
  } else if (stats.isSocket()) {
    throw fault(ERR_FS_CP_SOCKET, 'EINVAL',
                `cannot copy a socket file: ${target}`, target);
  } else if (stats.isFIFO()) {
    throw fault(ERR_FS_CP_FIFO_PIPE, 'EINVAL',
                `cannot copy a FIFO pipe: ${target}`, target);
  } else {
    throw fault(ERR_FS_CP_UNKNOWN, 'EINVAL',
                `cannot copy an unknown file type: ${target}`, target);
  }
}

function* copyDirectory(source, stats, target, targetStats, options) {
  if (!options.recursive) {
    throw fault(ERR_FS_EISDIR, 'EISDIR',
                'Recursive option not enabled, cannot copy a directory: ' +
                source, source);
  }
  if (targetStats === undefined) {
    yield ['mkdir', target];
  } else if (!options.force && options.errorOnExist) {
    throw exists(target);
  }
  for (const name of yield ['readdir', source]) {
    const from = join(source, name);
    const to = join(target, name);
    if (options.filter && !(yield ['filter', from, to])) continue;
    const fromStats = yield* mustLook(from, options);
    check(from, fromStats, to, yield* look(to, options));
    yield* copyEntry(from, fromStats, to, options);
  }
  if (targetStats === undefined) yield ['chmod', target, modeOf(stats)];
}

function modeOf(stats) {
  return Number(stats.mode & 0o7777n);
}

function* copyFile(source, stats, target, targetStats, options) {
  if (targetStats !== undefined) {
    if (!options.force) {
      if (!options.errorOnExist) return;
      throw exists(target);
    }
    yield ['unlink', target];
  }
  yield ['copyFile', source, target, options.mode];
  if (!options.preserveTimestamps) return;
  // Of one that is not writable, the times cannot be set either.
  const writable = (stats.mode & 0o200n) !== 0n;
  if (!writable) yield ['chmod', target, modeOf(stats) | 0o200];
  // Copying has read the source, and so changed its access time.
  const now = yield ['stat', source];
  yield ['utimes', target, now.atimeMs / 1000, now.mtimeMs / 1000];
  if (!writable) yield ['chmod', target, modeOf(stats)];
}

function* copyLink(source, target, targetStats, options) {
  let leadsTo = yield ['readlink', source];
  if (!options.verbatimSymlinks && !isAbsolute(leadsTo)) {
    leadsTo = resolve(dirname(source), leadsTo);
  }
  if (targetStats?.isSymbolicLink()) {
    const before = resolve(dirname(target), yield ['readlink', target]);
    const now = resolve(dirname(source), leadsTo);
    const found = yield ['stat', source, kStatOptions];
    if (found?.isDirectory()) {
      if (isWithin(now, before)) {
        throw fault(ERR_FS_CP_EINVAL, 'EINVAL',
                    `cannot copy ${now} to a subdirectory of self ${before}`,
                    target);
      }
      // The link would be taken out of the directory that it leads into.
      if (isWithin(before, now)) {
        throw fault(ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY, 'EINVAL',
                    `cannot overwrite ${before} with ${now}`, target);
      }
    }
    yield ['unlink', target];
  }
  yield ['symlink', leadsTo, target];
}

function cpSync(source, target, options) {
  options = toCopyOptions(options);
  source = toPath(source, 'src');
  target = toPath(target, 'dest');
  const fs = require('fs');
  drive(copyTop(source, target, options), ([name, ...args]) => {
    if (name !== 'filter') return fs[`${name}Sync`](...args);
    const passes = options.filter(...args);
    if (typeof passes?.then === 'function') {
      throw new ERR_INVALID_RETURN_VALUE('boolean', 'filter', passes);
    }
    return passes;
  });
}

/** @returns {Promise<void>} rejected also by what fails at once */
async function copy(source, target, options) {
  const { promises } = require('fs');
  await drive(copyTop(source, target, options), async ([name, ...args]) => (
    name === 'filter' ? options.filter(...args) : promises[name](...args)));
}

/** fs.promises.cp */
async function cp(source, target, options) {
  options = toCopyOptions(options);
  await copy(toPath(source, 'src'), toPath(target, 'dest'), options);
}

/** fs.cp */
function cpCallback(source, target, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  validateFunction(callback, 'cb');
  options = toCopyOptions(options);
  source = toPath(source, 'src');
  target = toPath(target, 'dest');
  copy(source, target, options).then(
    () => process.nextTick(callback, null),
    (error) => process.nextTick(callback, error));
}

exports.cp = cp;
exports.cpCallback = cpCallback;
exports.cpSync = cpSync;
