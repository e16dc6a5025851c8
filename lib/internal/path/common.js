'use strict';

/** What paths of both kinds have in common. */

const { validateObject, validateString } = require('internal/util/validators');

/**
 * Resolves '.' and '..' in the part of a path below its root.
 * @param {string} path
 * @param {boolean} absolute '..' cannot leave the root
 * @param {RegExp} separator
 * @param {string} joiner put between the parts that are left
 */
function normalizeTail(path, absolute, separator, joiner) {
  const parts = [];
  for (const part of path.split(separator)) {
    if (part === '' || part === '.') continue;
    if (part !== '..') {
      parts.push(part);
    } else if (parts.length > 0 && parts[parts.length - 1] !== '..') {
      parts.pop();
    } else if (!absolute) {
      parts.push('..');
    }
  }
  return parts.join(joiner);
}

/** The extension of a last component: from its last dot on. */
function extensionOf(base) {
  const dot = base.lastIndexOf('.');
  // A dot in front hides the file, and '..' is no file.
  return dot <= 0 || base === '..' ? '' : base.slice(dot);
}

/** Takes `suffix` off the end of `base`, unless nothing would be left. */
function withoutSuffix(base, suffix) {
  return suffix !== '' && base !== suffix && base.endsWith(suffix) ?
    base.slice(0, -suffix.length) : base;
}

/** What path.parse gives, of a path whose parts are found. */
function parsed(root, dir, base) {
  const ext = extensionOf(base);
  return {
    root,
    dir,
    base,
    ext,
    name: base.slice(0, base.length - ext.length),
  };
}

/** path.matchesGlob; `windows`: `\` separates too. */
function matchesGlob(path, pattern, windows) {
  validateString(path, 'path');
  validateString(pattern, 'pattern');
  return require('internal/fs/glob_match').matchGlob(path, pattern, windows);
}

/** path.format for the given separator. */
function format(separator, pathObject) {
  validateObject(pathObject, 'pathObject');
  const dir = pathObject.dir || pathObject.root;
  let { base } = pathObject;
  if (!base) {
    let { ext } = pathObject;
    if (ext && ext[0] !== '.') ext = `.${ext}`;
    base = `${pathObject.name || ''}${ext || ''}`;
  }
  if (!dir) return base;
  return dir === pathObject.root ? dir + base : dir + separator + base;
}

exports.normalizeTail = normalizeTail;
exports.extensionOf = extensionOf;
exports.withoutSuffix = withoutSuffix;
exports.parsed = parsed;
exports.matchesGlob = matchesGlob;
exports.format = format;
