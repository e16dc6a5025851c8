'use strict';

/**
 * fs.glob: the paths that patterns match (see internal/glob_match).
 *
 * One generator walks; it says what it wants to know of the file system. Who
 * drives it asks, at once or without blocking.
 */

const path = require('path');
const {
  codes: { ERR_INVALID_ARG_TYPE },
} = require('internal/errors/errors');
const {
  validateBoolean,
  validateFunction,
  validateObject,
  validateString,
} = require('internal/util/validators');
const { direntOf } = require('internal/fs/dirent');
const { drive } = require('internal/fs/drive');
const { toPath } = require('internal/fs/paths');
const { expandBraces, matchGlob, partMatcher } =
  require('internal/fs/glob_match');

// What the walk asks for; each with a path, absolute or relative to cwd.
const kList = 'list'; // Dirent[]; none of what is no directory
const kLook = 'look'; // Stats of the path itself, or null
const kFollow = 'follow'; // Stats of what a link leads to, or null
const kMatch = 'match'; // it is one

/** How fs is asked. */
const kOptions = {
  [kList]: { withFileTypes: true },
  [kLook]: { throwIfNoEntry: false },
  [kFollow]: { throwIfNoEntry: false },
};
/** What is known of a path that is not there, or not ours to look at. */
const kNothing = { [kList]: [], [kLook]: null, [kFollow]: null };

const kGlobstar = Symbol('**');

/**
 * @returns {object} parts: of the path; absolute: from the root on;
 *   onlyDirectories: it ends with a slash; onlyBelow: it begins with **
 */
function parse(pattern) {
  const parts = [];
  for (const part of pattern.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '**') {
      if (parts[parts.length - 1] !== kGlobstar) parts.push(kGlobstar);
    } else {
      parts.push(partMatcher(part) ?? part);
    }
  }
  return {
    absolute: pattern[0] === '/',
    onlyBelow: pattern.startsWith('**'),
    onlyDirectories: pattern.endsWith('/'),
    parts,
  };
}

function below(base, name) {
  return base === '' ? name : path.join(base, name);
}

/** Walks for one pattern. */
class Walk {
  #parts;
  #onlyBelow;
  #onlyDirectories;
  #excludes;
  /** Places that a part of the pattern has been tried at. */
  #seen = new Set();

  constructor({ parts, onlyBelow, onlyDirectories }, excludes) {
    this.#parts = parts;
    this.#onlyBelow = onlyBelow;
    this.#onlyDirectories = onlyDirectories;
    this.#excludes = excludes;
  }

  /**
   * Tries the pattern from its part `index` on.
   * @param {string} base what the parts before have matched; '' for cwd
   */
  * visit(base, index) {
    const key = `${index}:${base}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    const parts = this.#parts;
    if (index === parts.length) {
      yield* this.#end(base);
      return;
    }
    const part = parts[index];
    if (part === kGlobstar) {
      yield* this.#visitTree(base, index);
    } else if (typeof part === 'string') {
      const next = below(base, part);
      if (part === '..' || !this.#excludes(part, next)) {
        yield* this.visit(next, index + 1);
      }
    } else {
      for (const entry of yield [kList, base]) {
        if (!part.test(entry.name)) continue;
        const next = below(base, entry.name);
        if (this.#excludes(entry.name, next, entry)) continue;
        yield* this.visit(next, index + 1);
      }
    }
  }

  /**
   * No or any number of directories. The last may be a link to one, but for a
   * ** that the pattern begins with.
   */
  * #visitTree(base, index) {
    const last = index === this.#parts.length - 1;
    const links = index > 0 || !this.#onlyBelow;
    yield* this.visit(base, index + 1);
    for (const entry of yield [kList, base]) {
      if (entry.name[0] === '.') continue;
      const next = below(base, entry.name);
      if (this.#excludes(entry.name, next, entry)) continue;
      if (entry.isDirectory()) {
        yield* this.visit(next, index);
      } else if (last || (links && entry.isSymbolicLink())) {
        yield* this.visit(next, index + 1);
      }
    }
  }

  * #end(base) {
    const stats = yield [this.#onlyDirectories ? kFollow : kLook, base];
    if (stats === null) return;
    if (this.#onlyDirectories && !stats.isDirectory()) return;
    yield [kMatch, base, stats];
  }
}

/** All that the patterns match, as it is found, once each. */
function* walk(patterns, excludes) {
  const found = new Set();
  for (const pattern of patterns.flatMap(expandBraces)) {
    const parsed = parse(pattern);
    const steps = new Walk(parsed, excludes)
      .visit(parsed.absolute ? '/' : '', 0);
    for (let step = steps.next(); !step.done;) {
      const [kind, base] = step.value;
      if (kind !== kMatch) {
        step = steps.next(yield step.value);
        continue;
      }
      if (!found.has(base)) {
        found.add(base);
        yield step.value;
      }
      step = steps.next();
    }
  }
}

/**
 * @returns {function(string, string, Dirent=): boolean} whether an entry of
 *   that name and path is left out
 */
function toExcludes(exclude, withFileTypes) {
  if (exclude === undefined || exclude === null) return () => false;
  if (typeof exclude === 'function') {
    return withFileTypes ?
      (name, place, entry) => entry !== undefined && Boolean(exclude(entry)) :
      (name, place) => Boolean(exclude(name)) ||
        (place !== name && Boolean(exclude(place)));
  }
  if (!Array.isArray(exclude)) {
    throw new ERR_INVALID_ARG_TYPE(
      'options.exclude', ['Function', 'string[]'], exclude);
  }
  exclude.forEach((each, i) => validateString(each, `options.exclude[${i}]`));
  // What everything below is excluded of is so itself.
  const patterns = exclude.map(path.normalize).flatMap((pattern) =>
    (pattern.endsWith('/**') ? [pattern, pattern.slice(0, -3)] : [pattern]));
  return (name, place) =>
    patterns.some((pattern) => matchGlob(place, pattern, false));
}

/** The arguments of all three forms, checked. */
function prepare(patterns, options) {
  if (!Array.isArray(patterns)) {
    validateString(patterns, 'patterns');
    patterns = [patterns];
  }
  patterns.forEach((each, i) => validateString(each, `patterns[${i}]`));
  if (options === undefined || options === null) options = {};
  validateObject(options, 'options');
  const { cwd = '.', exclude, withFileTypes = false } = options;
  validateBoolean(withFileTypes, 'options.withFileTypes');
  const root = String(toPath(cwd, 'options.cwd'));
  const result = withFileTypes ?
    (base, stats) => toDirent(root, base, stats) : (base) => base || '.';
  return {
    steps: walk(patterns, toExcludes(exclude, withFileTypes)),
    place: (base) => path.resolve(root, base),
    result,
  };
}

function toDirent(root, base, stats) {
  const whole = base === '' ? '.' : base;
  const parent = path.dirname(whole);
  return direntOf(
    path.basename(whole), stats,
    path.isAbsolute(whole) ? parent : path.join(root, parent));
}

const isMatch = ([kind]) => kind === kMatch;

/**
 * @param {string|string[]} patterns
 * @param {object} [options]
 * @param {string|URL} [options.cwd]
 * @param {function|string[]} [options.exclude] what is neither a match nor
 *   entered: patterns, or who decides by a name or path, or by a Dirent
 * @param {boolean} [options.withFileTypes] Dirents instead of paths
 * @returns {Array<string|Dirent>}
 */
function globSync(patterns, options) {
  const { readdirSync, lstatSync, statSync } = require('fs');
  const { steps, place, result } = prepare(patterns, options);
  const calls = {
    [kList]: readdirSync, [kLook]: lstatSync, [kFollow]: statSync,
  };
  const ask = ([kind, base]) => {
    try {
      return calls[kind](place(base), kOptions[kind]) ?? kNothing[kind];
    } catch {
      return kNothing[kind];
    }
  };
  const matches = [];
  let match;
  while ((match = drive(steps, ask, isMatch)) !== undefined) {
    matches.push(result(match[1], match[2]));
  }
  return matches;
}

/** fs.promises.glob; see globSync. @yields {string|Dirent} */
async function* globEach(patterns, options) {
  const { readdir, lstat, stat } = require('fs').promises;
  const { steps, place, result } = prepare(patterns, options);
  const calls = { [kList]: readdir, [kLook]: lstat, [kFollow]: stat };
  const ask = ([kind, base]) => calls[kind](place(base), kOptions[kind]).then(
    (found) => found ?? kNothing[kind], () => kNothing[kind]);
  let match;
  while ((match = await drive(steps, ask, isMatch)) !== undefined) {
    yield result(match[1], match[2]);
  }
}

/** fs.glob; see globSync. */
function glob(patterns, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  validateFunction(callback, 'cb');
  collect(globEach(patterns, options)).then(
    (matches) => process.nextTick(callback, null, matches),
    (error) => process.nextTick(callback, error));
}

async function collect(each) {
  const all = [];
  for await (const one of each) all.push(one);
  return all;
}

exports.glob = glob;
exports.globEach = globEach;
exports.globSync = globSync;
