'use strict';

/**
 * "exports" and "imports" of package.json, as Node.js documents their
 * resolution: conditions, subpaths, patterns, fallback arrays.
 */

const path = require('path');
const {
  codes: {
    ERR_INVALID_MODULE_SPECIFIER,
    ERR_INVALID_PACKAGE_CONFIG,
    ERR_INVALID_PACKAGE_TARGET,
    ERR_PACKAGE_IMPORT_NOT_DEFINED,
    ERR_PACKAGE_PATH_NOT_EXPORTED,
  },
} = require('internal/errors/errors');

/** Names that would leave the package, or enter another's. */
const kForbidden = new Set(['.', '..', 'node_modules']);

/** Whether a segment of a target is one of those, in any spelling. */
function hasForbiddenSegment(target) {
  const decoded = target.toLowerCase().replace(
    /%([0-7][0-9a-f])/g,
    (escape, code) => String.fromCharCode(parseInt(code, 16)));
  return decoded.split(/[\\/]/).some((segment) => kForbidden.has(segment));
}

/** An object whose keys are conditions, or a map of subpaths? Not both. */
function hasSubpaths(exports, file, base) {
  if (typeof exports !== 'object' || exports === null ||
      Array.isArray(exports)) {
    return false;
  }
  let answer;
  for (const key of Object.keys(exports)) {
    const isSubpath = key !== '' && key[0] === '.';
    if (answer !== undefined && answer !== isSubpath) {
      throw new ERR_INVALID_PACKAGE_CONFIG(
        file, base, '"exports" cannot contain some keys starting with \'.\' ' +
        'and some not. The exports object must either be an object of ' +
        'package subpath keys or an object of main entry condition name ' +
        'keys only.');
    }
    answer = isSubpath;
  }
  return answer === true;
}

/** More specific patterns first: longer before the star, then longer. */
function comparePatterns(a, b) {
  const starA = a.indexOf('*');
  const starB = b.indexOf('*');
  const baseA = starA === -1 ? a.length : starA + 1;
  const baseB = starB === -1 ? b.length : starB + 1;
  if (baseA !== baseB) return baseB - baseA;
  if (starA === -1) return 1;
  if (starB === -1) return -1;
  return b.length - a.length;
}

/** The key of `map` whose pattern fits, and what its star stands for. */
function matchPattern(map, subpath) {
  let best;
  let bestStar = '';
  for (const key of Object.keys(map)) {
    const star = key.indexOf('*');
    if (star === -1 || key.lastIndexOf('*') !== star) continue;
    const head = key.slice(0, star);
    const tail = key.slice(star + 1);
    if (subpath.startsWith(head) && subpath.length >= key.length &&
        subpath.endsWith(tail) &&
        (best === undefined || comparePatterns(key, best) < 0)) {
      best = key;
      bestStar = subpath.slice(star, subpath.length - tail.length);
    }
  }
  return best === undefined ? undefined : { key: best, star: bestStar };
}

class TargetResolver {
  /**
   * @param {import('./package_json').PackageJson} pkg
   * @param {string} key of the entry, for errors
   * @param {string|undefined} star what the '*' of the key stands for
   * @param {boolean} isImport
   * @param {string|undefined} base the file that asks
   * @param {Set<string>} conditions
   * @param {(request: string, pkg: object) => string} resolvePackage for
   *   imports that lead to another package
   */
  constructor(pkg, key, star, isImport, base, conditions, resolvePackage) {
    this.pkg = pkg;
    this.key = key;
    this.star = star;
    this.isImport = isImport;
    this.base = base;
    this.conditions = conditions;
    this.resolvePackage = resolvePackage;
  }

  invalid(target) {
    return new ERR_INVALID_PACKAGE_TARGET(
      `${this.pkg.directory}/`, this.key, target, this.isImport, this.base);
  }

  /** @returns {string|null|undefined} undefined: no condition applies */
  resolve(target) {
    if (typeof target === 'string') return this.resolveString(target);
    if (Array.isArray(target)) return this.resolveArray(target);
    if (target === null) return null;
    if (typeof target === 'object') return this.resolveConditions(target);
    throw this.invalid(target);
  }

  resolveString(target) {
    if (!target.startsWith('./')) {
      if (this.isImport && !target.startsWith('../') &&
          !target.startsWith('/') && !/^[a-z][a-z+.-]*:\/\//i.test(target)) {
        const request = this.star === undefined ?
          target : target.replaceAll('*', () => this.star);
        return this.resolvePackage(request, this.pkg);
      }
      throw this.invalid(target);
    }
    if (hasForbiddenSegment(target.slice(2))) throw this.invalid(target);
    const resolved = path.join(this.pkg.directory, target);
    if (!resolved.startsWith(`${this.pkg.directory}/`)) {
      throw this.invalid(target);
    }
    if (this.star === undefined) return resolved;
    if (hasForbiddenSegment(this.star)) {
      const request = this.isImport ? this.key.replace('*', () => this.star) :
        `${this.pkg.name}/${this.key.replace('*', () => this.star)}`;
      throw new ERR_INVALID_MODULE_SPECIFIER(
        request, 'request is not a valid match in pattern ' +
        `"${this.key}" for the "${this.isImport ? 'imports' : 'exports'}" ` +
        `resolution of ${this.pkg.path}`, this.base);
    }
    return resolved.replaceAll('*', () => this.star);
  }

  /** The first that is valid and applies. */
  resolveArray(targets) {
    if (targets.length === 0) return null;
    let lastError;
    let result;
    for (const target of targets) {
      try {
        result = this.resolve(target);
      } catch (error) {
        if (error.code !== 'ERR_INVALID_PACKAGE_TARGET') throw error;
        lastError = error;
        continue;
      }
      if (result === undefined) continue;
      if (result === null) {
        lastError = null;
        continue;
      }
      return result;
    }
    if (lastError == null) return lastError;
    throw lastError;
  }

  resolveConditions(target) {
    for (const key of Object.keys(target)) {
      if (/^(?:0|[1-9][0-9]*)$/.test(key)) {
        throw new ERR_INVALID_PACKAGE_CONFIG(
          this.pkg.path, this.base,
          '"exports" cannot contain numeric property keys.');
      }
    }
    for (const key of Object.keys(target)) {
      if (key !== 'default' && !this.conditions.has(key)) continue;
      const result = this.resolve(target[key]);
      if (result !== undefined) return result;
    }
    return undefined;
  }
}

/**
 * The file that a subpath of a package is.
 * @param {object} pkg a PackageJson with "exports"
 * @param {string} subpath '.' or './x'
 * @param {string|undefined} base the file that asks
 * @param {Set<string>} conditions
 * @returns {string}
 */
function resolveExports(pkg, subpath, base, conditions) {
  let { exports } = pkg;
  if (!hasSubpaths(exports, pkg.path, base)) exports = { '.': exports };
  const resolver = (key, star) =>
    new TargetResolver(pkg, key, star, false, base, conditions);
  let result;
  if (Object.prototype.hasOwnProperty.call(exports, subpath) &&
      !subpath.includes('*') && !subpath.endsWith('/')) {
    result = resolver(subpath, undefined).resolve(exports[subpath]);
  } else {
    const match = matchPattern(exports, subpath);
    if (match !== undefined) {
      result = resolver(match.key, match.star).resolve(exports[match.key]);
    }
  }
  if (result == null) {
    throw new ERR_PACKAGE_PATH_NOT_EXPORTED(`${pkg.directory}/`, subpath, base);
  }
  return result;
}

/**
 * What '#name' means in a package.
 * @param {object|null} pkg the package of the file that asks
 */
function resolveImports(pkg, name, base, conditions, resolvePackage) {
  if (name === '#' || name.startsWith('#/') || name.endsWith('/')) {
    throw new ERR_INVALID_MODULE_SPECIFIER(
      name, 'is not a valid internal imports specifier name', base);
  }
  const imports = pkg?.imports;
  if (imports !== null && typeof imports === 'object') {
    const resolver = (key, star) =>
      new TargetResolver(pkg, key, star, true, base, conditions,
                         resolvePackage);
    let result;
    if (Object.prototype.hasOwnProperty.call(imports, name) &&
        !name.includes('*')) {
      result = resolver(name, undefined).resolve(imports[name]);
    } else {
      const match = matchPattern(imports, name);
      if (match !== undefined) {
        result = resolver(match.key, match.star).resolve(imports[match.key]);
      }
    }
    if (result != null) return result;
  }
  throw new ERR_PACKAGE_IMPORT_NOT_DEFINED(
    name, pkg ? `${pkg.directory}/` : undefined, base);
}

exports.resolveExports = resolveExports;
exports.resolveImports = resolveImports;
