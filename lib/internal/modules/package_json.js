'use strict';

/**
 * package.json files: found, read once, and what of them concerns modules.
 */

const path = require('path');
const { codes: { ERR_INVALID_PACKAGE_CONFIG } } = require('internal/errors/errors');

const native = binding('loader');

/**
 * @typedef {object} PackageJson
 * @property {string} path of the file
 * @property {string} directory
 * @property {any} name
 * @property {any} main
 * @property {any} exports
 * @property {any} imports
 * @property {'commonjs'|'module'|'none'} type
 */

/** Directory → PackageJson, or null where there is none. */
const cache = new Map();

/**
 * The package.json of a directory.
 * @returns {PackageJson|null} null: there is none
 */
function readPackage(directory) {
  let entry = cache.get(directory);
  if (entry === undefined) {
    entry = read(path.join(directory, 'package.json'), directory);
    cache.set(directory, entry);
  }
  return entry;
}

function read(file, directory) {
  const text = native.readText(file);
  if (typeof text === 'number') return null;
  let json;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new ERR_INVALID_PACKAGE_CONFIG(file, undefined, error.message);
  }
  // What programs give to Object.prototype is not the package's.
  json = { __proto__: null, ...(typeof json === 'object' ? json : null) };
  const type = json.type === 'module' || json.type === 'commonjs' ?
    json.type : 'none';
  return {
    path: file,
    directory,
    name: json.name,
    main: typeof json.main === 'string' ? json.main : undefined,
    exports: json.exports,
    imports: json.imports,
    type,
  };
}

/**
 * The package.json that governs a file: that of the nearest directory upwards
 * which has one, up to a node_modules.
 * @returns {PackageJson|null}
 */
function packageScope(file) {
  let directory = path.dirname(file);
  for (;;) {
    if (directory.endsWith('/node_modules')) return null;
    const found = readPackage(directory);
    if (found !== null) return found;
    const parent = path.dirname(directory);
    if (parent === directory) return null;
    directory = parent;
  }
}

/** Forgets what was read. */
function forgetPackages() {
  cache.clear();
}

exports.readPackage = readPackage;
exports.packageScope = packageScope;
exports.forgetPackages = forgetPackages;
