'use strict';

/**
 * Who the process runs as, where, and with which file mask.
 *
 * Native contract, binding 'process' (negative results are errnos):
 *   getuid(), geteuid(), getgid(), getegid(): number
 *   getgroups(): number[]
 *   setuid(id), seteuid(id), setgid(id), setegid(id): number
 *   setgroups(ids: number[]): number
 *   initgroups(user: string, group: number): number
 *   lookupUser(name: string), lookupGroup(name: string): number   -1: none
 *   lookupUserName(id: number): string | undefined
 *   cwd(): string | number
 *   chdir(path: string): number
 *   umask(mask: number): number     sets unless mask is -1; the old one
 */

const { ENOENT } = require('internal/errors/errno').negated;
const { errnoMessage, errnoName } = require('internal/errors/errno');
const {
  uvException,
  codes: { ERR_INVALID_ARG_TYPE, ERR_UNKNOWN_CREDENTIAL },
} = require('internal/errors/errors');
const {
  parseFileMode,
  validateArray,
  validateString,
  validateUint32,
} = require('internal/util/validators');

const native = binding('process');

function validateId(id, name) {
  if (typeof id === 'number') {
    validateUint32(id, name);
  } else if (typeof id !== 'string') {
    throw new ERR_INVALID_ARG_TYPE(name, ['number', 'string'], id);
  }
}

/** A numeric id, looked up where a name is given. */
function resolveId(id, name, kind) {
  validateId(id, name);
  if (typeof id === 'number') return id;
  const found = kind === 'User' ?
    native.lookupUser(id) : native.lookupGroup(id);
  if (found < 0) throw new ERR_UNKNOWN_CREDENTIAL(kind, id);
  return found;
}

/** What the C library said: its words, its positive errno. */
function credentialError(error, syscall) {
  const code = errnoName(error);
  const message = errnoMessage(error);
  const exception =
    new Error(`${code}, ${message[0].toUpperCase()}${message.slice(1)}`);
  exception.errno = -error;
  exception.code = code;
  exception.syscall = syscall;
  return exception;
}

function setter(name, kind) {
  const set = native[name];
  // The function has the name that it is called by.
  return {
    [name](id) {
      const error = set(resolveId(id, 'id', kind));
      if (error < 0) throw credentialError(error, name);
    },
  }[name];
}

function setgroups(groups) {
  validateArray(groups, 'groups');
  const ids = groups.map((group, index) =>
    resolveId(group, `groups[${index}]`, 'Group'));
  const error = native.setgroups(ids);
  if (error < 0) throw credentialError(error, 'setgroups');
}

function initgroups(user, extraGroup) {
  validateId(user, 'user');
  validateId(extraGroup, 'extraGroup');
  const group = resolveId(extraGroup, 'extraGroup', 'Group');
  const name = typeof user === 'string' ? user : native.lookupUserName(user);
  if (name === undefined || native.lookupUser(name) < 0) {
    throw new ERR_UNKNOWN_CREDENTIAL('User', user);
  }
  const error = native.initgroups(name, group);
  if (error < 0) throw credentialError(error, 'initgroups');
}

/** What the last getcwd answered; chdir forgets it. */
let cachedCwd;

function cwd() {
  if (cachedCwd === undefined) {
    const path = native.cwd();
    if (typeof path === 'number') {
      const context = { errno: path, syscall: 'uv_cwd' };
      if (path === ENOENT) {
        context.message = 'process.cwd failed with error no such file or ' +
          'directory, the current working directory was likely removed ' +
          'without changing the working directory';
      }
      throw uvException(context);
    }
    cachedCwd = path;
  }
  return cachedCwd;
}

function chdir(directory) {
  validateString(directory, 'directory');
  const error = native.chdir(directory);
  if (error < 0) {
    const exception = uvException({
      errno: error,
      syscall: 'chdir',
      path: process.cwd(),
      dest: directory,
    });
    throw exception;
  }
  cachedCwd = undefined;
}

function umask(mask) {
  if (mask === undefined) return native.umask(-1);
  return native.umask(parseFileMode(mask, 'mask') & 0o777);
}

module.exports = {
  getuid: () => native.getuid(),
  geteuid: () => native.geteuid(),
  getgid: () => native.getgid(),
  getegid: () => native.getegid(),
  getgroups: () => native.getgroups(),
  setuid: setter('setuid', 'User'),
  seteuid: setter('seteuid', 'User'),
  setgid: setter('setgid', 'Group'),
  setegid: setter('setegid', 'Group'),
  setgroups,
  initgroups,
  cwd,
  chdir,
  umask,
};
