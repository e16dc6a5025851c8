'use strict';

/**
 * path.win32: paths of Windows, on any system.
 *
 * A path is a device ('C:', '\\server\share', '\\.'), perhaps a separator that
 * makes it absolute, and a tail. `splitRoot` takes it apart; all else builds on
 * that.
 */

const {
  extensionOf,
  format,
  matchesGlob,
  normalizeTail,
  parsed,
  withoutSuffix,
} = require('internal/path/common');
const { validateString } = require('internal/util/validators');

const kSeparator = /[\\/]/;

function isSeparator(char) {
  return char === '\\' || char === '/';
}

function skip(path, index, separators) {
  while (index < path.length && isSeparator(path[index]) === separators) index++;
  return index;
}

function hasDrive(path) {
  return /^[A-Za-z]:/.test(path);
}

/** Names that mean devices in every directory, before a colon. */
const kReserved = /^(?:CON|PRN|AUX|NUL|(?:COM|LPT)[0-9\u00b2\u00b3\u00b9])$/i;

/**
 * @param {string} path
 * @returns {{device: string, absolute: boolean, end: number}} the device as it
 *   is written when normalized; the index behind device and separator
 */
function splitRoot(path) {
  if (hasDrive(path)) {
    const absolute = isSeparator(path[2]);
    return { device: path.slice(0, 2), absolute, end: absolute ? 3 : 2 };
  }
  if (!isSeparator(path[0])) return { device: '', absolute: false, end: 0 };
  if (isSeparator(path[1])) {
    // '\\server\share', with any number of separators between the two.
    const serverEnd = skip(path, 2, false);
    const shareStart = skip(path, serverEnd, true);
    const shareEnd = skip(path, shareStart, false);
    if (serverEnd > 2 && shareStart > serverEnd && shareEnd > shareStart) {
      const server = path.slice(2, serverEnd);
      if (server === '.' || server === '?') {
        return { device: `\\\\${server}`, absolute: true, end: 4 };
      }
      return {
        device: `\\\\${server}\\${path.slice(shareStart, shareEnd)}`,
        absolute: true,
        end: shareEnd,
      };
    }
  }
  return { device: '', absolute: true, end: 1 };
}

/** The working directory of a drive, where Windows keeps one each. */
function cwdOf(device) {
  if (device === '') return process.cwd();
  const path = process.env[`=${device}`] ?? process.cwd();
  // That of another drive does not help.
  return path.slice(0, 2).toLowerCase() !== device.toLowerCase() &&
    path[2] === '\\' ? `${device}\\` : path;
}

function resolve(...args) {
  let device = '';
  let tail = '';
  let absolute = false;
  for (let i = args.length - 1; i >= -1; i--) {
    let path;
    if (i >= 0) {
      path = args[i];
      validateString(path, `paths[${i}]`);
      if (path.length === 0) continue;
    } else {
      path = cwdOf(device);
    }
    const root = splitRoot(path);
    if (root.device !== '') {
      if (device === '') device = root.device;
      // A path on another device has no say.
      else if (root.device.toLowerCase() !== device.toLowerCase()) continue;
    }
    if (!absolute) {
      tail = `${path.slice(root.end)}\\${tail}`;
      absolute = root.absolute;
    }
    if (absolute && device !== '') break;
  }
  tail = normalizeTail(tail, absolute, kSeparator, '\\');
  return absolute ? `${device}\\${tail}` : `${device}${tail}` || '.';
}

function normalize(path) {
  validateString(path, 'path');
  if (path.length === 0) return '.';
  if (path.length === 1) return path === '/' ? '\\' : path;
  const { device, absolute, end } = splitRoot(path);
  let tail = normalizeTail(path.slice(end), absolute, kSeparator, '\\');
  if (tail === '' && !absolute) tail = '.';
  const trailing = isSeparator(path[path.length - 1]) && end < path.length;
  if (tail !== '' && trailing) tail += '\\';
  if (!absolute && device === '' && path.includes(':')) {
    const disarmed = disarm(path, tail);
    if (disarmed !== undefined) return disarmed;
  }
  if (device === '') return absolute ? `\\${tail}` : tail;
  return absolute ? `${device}\\${tail}` : `${device}${tail}`;
}

/**
 * Normalizing must not make a drive, or a device, out of what was none: such a
 * tail gets '.\' in front. Undefined when it is harmless.
 */
function disarm(path, tail) {
  if (hasDrive(tail)) return `.\\${tail}`;
  let index = path.indexOf(':');
  do {
    if (index === path.length - 1 || isSeparator(path[index + 1])) {
      return `.\\${tail}`;
    }
    index = path.indexOf(':', index + 1);
  } while (index !== -1);
  const colon = tail.indexOf(':');
  if (colon > 0 && kReserved.test(tail.slice(0, colon))) return `.\\${tail}`;
  return undefined;
}

function isAbsolute(path) {
  validateString(path, 'path');
  return isSeparator(path[0]) || (hasDrive(path) && isSeparator(path[2]));
}

function join(...args) {
  const parts = [];
  for (let i = 0; i < args.length; i++) {
    validateString(args[i], 'path');
    if (args[i].length > 0) parts.push(args[i]);
  }
  if (parts.length === 0) return '.';
  let joined = parts.join('\\');
  // Only the first part may name a server: two separators in front of what
  // was joined would make one of the other parts.
  const first = parts[0];
  const lead = skip(first, 0, true);
  if (!(lead === 2 && first.length > 2)) {
    const leading = skip(joined, 0, true);
    if (leading >= 2) joined = `\\${joined.slice(leading)}`;
  }
  // '..' behind a device's name is no part of a path to resolve.
  for (const part of joined.split(kSeparator)) {
    const colon = part.indexOf(':');
    if (colon > 0 && kReserved.test(part.slice(0, colon))) {
      return joined.replace(/\//g, '\\');
    }
  }
  return normalize(joined);
}

function relative(from, to) {
  validateString(from, 'from');
  validateString(to, 'to');
  if (from === to) return '';
  const fromFull = resolve(from);
  const toFull = resolve(to);
  if (fromFull === toFull ||
      fromFull.toLowerCase() === toFull.toLowerCase()) {
    return '';
  }
  const fromParts = fromFull.split('\\').filter((part) => part !== '');
  const toParts = toFull.split('\\').filter((part) => part !== '');
  // A different lead means a different kind of root.
  const sameKind = skip(fromFull, 0, true) === skip(toFull, 0, true);
  let same = 0;
  while (sameKind && same < fromParts.length && same < toParts.length &&
         fromParts[same].toLowerCase() === toParts[same].toLowerCase()) {
    same++;
  }
  if (same === 0) return toFull;
  const up = new Array(fromParts.length - same).fill('..');
  return up.concat(toParts.slice(same)).join('\\');
}

function toNamespacedPath(path) {
  if (typeof path !== 'string' || path.length === 0) return path;
  const resolved = resolve(path);
  if (resolved.length <= 2) return path;
  if (resolved.startsWith('\\\\')) {
    // '\\?\' and '\\.\' are namespaces already.
    if (resolved[2] !== '?' && resolved[2] !== '.') {
      return `\\\\?\\UNC\\${resolved.slice(2)}`;
    }
  } else if (hasDrive(resolved) && resolved[2] === '\\') {
    return `\\\\?\\${resolved}`;
  }
  return resolved;
}

/** Where the root of a path ends as dirname, basename and parse see it. */
function rootEnd(path) {
  if (hasDrive(path)) return isSeparator(path[2]) ? 3 : 2;
  if (!isSeparator(path[0])) return 0;
  if (isSeparator(path[1])) {
    const serverEnd = skip(path, 2, false);
    const shareStart = skip(path, serverEnd, true);
    const shareEnd = skip(path, shareStart, false);
    if (serverEnd > 2 && shareStart > serverEnd && shareEnd > shareStart) {
      // The separator behind a share belongs to its root.
      return shareEnd === path.length ? shareEnd : shareEnd + 1;
    }
  }
  return 1;
}

/** The last component: [start, end) behind `root`. */
function baseRange(path, root) {
  let end = path.length;
  while (end > root && isSeparator(path[end - 1])) end--;
  let start = end;
  while (start > root && !isSeparator(path[start - 1])) start--;
  return [start, end];
}

function dirname(path) {
  validateString(path, 'path');
  if (path.length === 0) return '.';
  if (path.length === 1) return isSeparator(path) ? path : '.';
  const root = rootEnd(path);
  const [start, end] = baseRange(path, root);
  if (start === end || start <= root) {
    return root === 0 ? '.' : path.slice(0, root);
  }
  return path.slice(0, start - 1);
}

function basename(path, suffix) {
  if (suffix !== undefined) validateString(suffix, 'suffix');
  validateString(path, 'path');
  if (path === suffix) return '';
  const [start, end] = baseRange(path, hasDrive(path) ? 2 : 0);
  const base = path.slice(start, end);
  return suffix === undefined ? base : withoutSuffix(base, suffix);
}

function extname(path) {
  validateString(path, 'path');
  return extensionOf(basename(path));
}

function parse(path) {
  validateString(path, 'path');
  const root = rootEnd(path);
  const [start, end] = baseRange(path, root);
  return parsed(path.slice(0, root),
                path.slice(0, start > root ? start - 1 : root),
                path.slice(start, end));
}

module.exports = {
  resolve,
  normalize,
  isAbsolute,
  join,
  relative,
  toNamespacedPath,
  dirname,
  basename,
  extname,
  format: format.bind(null, '\\'),
  parse,
  matchesGlob: (path, pattern) => matchesGlob(path, pattern, true),
  sep: '\\',
  delimiter: ';',
  win32: null,
  posix: null,
};
