'use strict';

/** path.posix. */

const {
  extensionOf,
  format,
  matchesGlob,
  normalizeTail,
  parsed,
  withoutSuffix,
} = require('internal/path/common');
const { validateString } = require('internal/util/validators');

const kSlash = 47;
const kSeparator = /\//;

function isSlash(path, index) {
  return path.charCodeAt(index) === kSlash;
}

/** End of the path without the separators behind the last component. */
function endOfBase(path) {
  let end = path.length;
  while (end > 0 && isSlash(path, end - 1)) end--;
  return end;
}

/** True for a path that normalizing would not change: no copy is needed. */
function isNormal(path) {
  return !path.includes('//') && !path.includes('./') && !path.endsWith('/.') &&
    !path.endsWith('/..') && path !== '.' && path !== '..';
}

function resolve(...args) {
  let resolved = '';
  for (let i = args.length - 1; i >= -1; i--) {
    const path = i >= 0 ? args[i] : process.cwd();
    if (i >= 0) validateString(path, `paths[${i}]`);
    if (path.length === 0) continue;
    resolved = resolved === '' ? path : `${path}/${resolved}`;
    if (isSlash(path, 0)) break;
  }
  const absolute = isSlash(resolved, 0);
  if (absolute && isNormal(resolved) &&
      !isSlash(resolved, resolved.length - 1)) {
    return resolved;
  }
  const tail = normalizeTail(resolved, absolute, kSeparator, '/');
  if (absolute) return `/${tail}`;
  return tail === '' ? '.' : tail;
}

function normalize(path) {
  validateString(path, 'path');
  if (path.length === 0) return '.';
  if (isNormal(path)) return path;
  const absolute = isSlash(path, 0);
  let tail = normalizeTail(path, absolute, kSeparator, '/');
  if (tail === '' && !absolute) tail = '.';
  if (tail !== '' && isSlash(path, path.length - 1)) tail += '/';
  return absolute ? `/${tail}` : tail;
}

function isAbsolute(path) {
  validateString(path, 'path');
  return isSlash(path, 0);
}

function join(...args) {
  let joined = '';
  for (let i = 0; i < args.length; i++) {
    const part = args[i];
    validateString(part, 'path');
    if (part.length === 0) continue;
    joined = joined === '' ? part : `${joined}/${part}`;
  }
  return joined === '' ? '.' : normalize(joined);
}

function relative(from, to) {
  validateString(from, 'from');
  validateString(to, 'to');
  if (from === to) return '';
  from = resolve(from);
  to = resolve(to);
  if (from === to) return '';
  const fromParts = from === '/' ? [] : from.slice(1).split('/');
  const toParts = to === '/' ? [] : to.slice(1).split('/');
  let same = 0;
  while (same < fromParts.length && same < toParts.length &&
         fromParts[same] === toParts[same]) {
    same++;
  }
  const up = new Array(fromParts.length - same).fill('..');
  return up.concat(toParts.slice(same)).join('/');
}

function dirname(path) {
  validateString(path, 'path');
  if (path.length === 0) return '.';
  let end = endOfBase(path) - 1;
  while (end > 0 && !isSlash(path, end)) end--;
  if (end <= 0) return isSlash(path, 0) ? '/' : '.';
  // Two slashes in front may mean something; POSIX leaves that open.
  return end === 1 && isSlash(path, 0) ? '//' : path.slice(0, end);
}

function basename(path, suffix) {
  if (suffix !== undefined) validateString(suffix, 'suffix');
  validateString(path, 'path');
  if (path === suffix) return '';
  const end = endOfBase(path);
  if (end === 0) return '';
  const start = path.lastIndexOf('/', end - 1) + 1;
  const base = path.slice(start, end);
  return suffix === undefined ? base : withoutSuffix(base, suffix);
}

function extname(path) {
  validateString(path, 'path');
  return extensionOf(basename(path));
}

function parse(path) {
  validateString(path, 'path');
  const absolute = isSlash(path, 0);
  const end = endOfBase(path);
  const start = end === 0 ? 0 : path.lastIndexOf('/', end - 1) + 1;
  const base = path.slice(start, end);
  const root = absolute ? '/' : '';
  return parsed(root, start > 1 ? path.slice(0, start - 1) : root, base);
}

module.exports = {
  resolve,
  normalize,
  isAbsolute,
  join,
  relative,
  // There are no namespaced paths here.
  toNamespacedPath: (path) => path,
  dirname,
  basename,
  extname,
  format: format.bind(null, '/'),
  parse,
  matchesGlob: (path, pattern) => matchesGlob(path, pattern, false),
  sep: '/',
  delimiter: ':',
  win32: null,
  posix: null,
};
