'use strict';

/**
 * CommonJS modules from files: the Module class, and how a request becomes a
 * file.
 */

const path = require('path');
const {
  codes: {
    ERR_INVALID_ARG_VALUE,
    ERR_REQUIRE_ESM,
  },
} = require('internal/errors/errors');
const { validateString } = require('internal/util/validators');
const { isProxy } = require('internal/util/types');
const { trace, watched } = require('internal/util/diagnostics');
const { getOptionValue } = require('internal/process/options');
const {
  builtinId,
  hasScheme,
  loadBuiltin,
  unknownBuiltin,
} = require('internal/modules/builtins');
const { readPackage, packageScope } = require('internal/modules/package_json');

const native = binding('loader');

const { kDirectory, kFile } = native;

/** The names that a module's wrapper gives it; programs read and change it. */
const wrapper = [
  '(function (exports, require, module, __filename, __dirname) { ',
  '\n});',
];
let wrapperPatched = false;

// ---------------------------------------------------------------------------
// Module

/** Children of modules that are gone do not keep them. */
function addChild(parent, child, scan) {
  const children = parent?.children;
  if (children && !(scan && children.includes(child))) children.push(child);
}

/**
 * @param {string} id the file's path, or '.' for the program
 * @param {Module} [parent] who required it first
 */
function Module(id = '', parent) {
  this.id = id;
  this.path = path.dirname(id);
  this.exports = {};
  moduleParents.set(this, parent);
  addChild(parent, this, false);
  this.filename = null;
  this.loaded = false;
  this.children = [];
}

const moduleParents = new WeakMap();

Object.defineProperty(Module.prototype, 'parent', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    warnOfParent();
    return moduleParents.get(this);
  },
  set(value) {
    warnOfParent();
    moduleParents.set(this, value);
  },
});

let warnedOfParent = false;

function warnOfParent() {
  if (warnedOfParent || !getOptionValue('--pending-deprecation')) return;
  warnedOfParent = true;
  process.emitWarning(
    'module.parent is deprecated due to accuracy issues. Please use ' +
    'require.main to find program entry point instead.',
    'DeprecationWarning', 'DEP0144');
}

Module._cache = { __proto__: null };
Module._pathCache = { __proto__: null };
Module._extensions = { __proto__: null };
Module.globalPaths = [];
Module._debug = () => {};

/** 0: a file; 1: a directory; negative: nothing. */
Module._stat = function(file) {
  validateString(file, 'filename');
  return native.kindOf(file);
};

function wrap(script) {
  return wrapper[0] + script + wrapper[1];
}

Module.wrap = wrap;

Object.defineProperty(Module, 'wrapper', {
  __proto__: null,
  configurable: false,
  get() {
    // Its elements may be replaced, too.
    wrapperPatched = true;
    return wrapper;
  },
  set(value) {
    wrapperPatched = true;
    wrapper.length = 0;
    wrapper.push(...value);
  },
});

// ---------------------------------------------------------------------------
// Files

/** True path of a file; where links are preserved, the path itself. */
function toRealPath(file) {
  const real = native.realPath(file);
  return typeof real === 'string' ? real : file;
}

function preservesLinks(isMain) {
  return getOptionValue(
    isMain ? '--preserve-symlinks-main' : '--preserve-symlinks');
}

function tryFile(file, isMain) {
  if (native.kindOf(file) !== kFile) return false;
  return preservesLinks(isMain) ? path.resolve(file) : toRealPath(file);
}

function tryExtensions(base, extensions, isMain) {
  for (let i = 0; i < extensions.length; i++) {
    const file = tryFile(base + extensions[i], isMain);
    if (file) return file;
  }
  return false;
}

/** A directory as a module: its "main", else its index file. */
function tryDirectory(directory, extensions, isMain, request) {
  const index = path.resolve(directory, 'index');
  const pkg = readPackage(directory);
  if (pkg?.main === undefined) return tryExtensions(index, extensions, isMain);
  const main = path.resolve(directory, pkg.main);
  const found = tryFile(main, isMain) ||
    tryExtensions(main, extensions, isMain) ||
    tryExtensions(path.resolve(main, 'index'), extensions, isMain);
  if (found) return found;
  const fallback = tryExtensions(index, extensions, isMain);
  if (fallback) {
    process.emitWarning(
      `Invalid 'main' field in '${pkg.path}' of '${pkg.main}'. ` +
      'Please either fix that or report it to the module author',
      'DeprecationWarning', 'DEP0128');
    return fallback;
  }
  const error = new Error(
    `Cannot find module '${main}'. ` +
    'Please verify that the package.json has a valid "main" entry');
  error.code = 'MODULE_NOT_FOUND';
  error.path = pkg.path;
  error.requestPath = request;
  throw error;
}

// ---------------------------------------------------------------------------
// Requests

let conditions;

/** The conditions under which require() reads "exports". */
function requireConditions() {
  conditions ??= new Set([
    'node', 'require', 'node-addons',
    ...(getOptionValue('--conditions') ?? []),
  ]);
  return conditions;
}

function isRelative(request) {
  return request === '.' || request === '..' ||
    request.startsWith('./') || request.startsWith('../');
}

/** 'name', './sub' of 'name/sub' and '@scope/name/sub'. */
function splitPackageRequest(request) {
  const parts = /^((?:@[^/\\%]+\/)?[^./\\%][^/\\%]*)(\/.*)?$/.exec(request);
  if (parts === null) return undefined;
  return { name: parts[1], subpath: `.${parts[2] ?? ''}` };
}

/** "exports" and "imports"; loads with the first package that has them. */
function packageRules() {
  return require('internal/modules/package_exports');
}

/** A package that requires itself by its name: through its "exports". */
function resolveSelf(parentPath, request) {
  if (!parentPath) return false;
  const pkg = packageScope(parentPath);
  if (pkg?.exports === undefined || pkg.exports === null ||
      typeof pkg.name !== 'string') {
    return false;
  }
  let subpath;
  if (request === pkg.name) subpath = '.';
  else if (request.startsWith(`${pkg.name}/`)) {
    subpath = `.${request.slice(pkg.name.length)}`;
  } else return false;
  return finishExports(
    packageRules().resolveExports(
      pkg, subpath, parentPath, requireConditions()),
    parentPath, pkg.path);
}

/**
 * A package in the node_modules directory `directory`, if it has "exports". Its
 * errors do not name the file that asks, which the require stack does.
 */
function resolvePackageExports(directory, request) {
  const parts = splitPackageRequest(request);
  if (parts === undefined) return false;
  const packageDirectory = path.resolve(directory, parts.name);
  const pkg = readPackage(packageDirectory);
  if (pkg === null || pkg.exports === undefined || pkg.exports === null) {
    return false;
  }
  return finishExports(
    packageRules().resolveExports(
      pkg, parts.subpath, undefined, requireConditions()),
    undefined, pkg.path);
}

/** What "exports" names must be there: no extension is tried. */
function finishExports(file, base, packagePath) {
  const found = tryFile(file, false);
  if (found) return found;
  const error = new Error(`Cannot find module '${file}'`);
  error.code = 'MODULE_NOT_FOUND';
  if (packagePath) error.path = packagePath;
  throw error;
}

/**
 * The file of an absolute or bare request, looked for in `paths`.
 * @returns {string|false}
 */
Module._findPath = function(request, paths, isMain) {
  const absolute = path.isAbsolute(request);
  if (absolute) paths = [''];
  else if (!paths || paths.length === 0) return false;
  const key = `${request}\x00${paths.length === 1 ? paths[0] :
    paths.join('\x00')}`;
  const known = Module._pathCache[key];
  if (known) return known;

  // What is above a directory can be reached when that is gone.
  const inside = !request.startsWith('..');
  const last = request.slice(request.lastIndexOf('/') + 1);
  const wantsDirectory =
    request.endsWith('/') || last === '.' || last === '..';
  let extensions;
  for (let i = 0; i < paths.length; i++) {
    const directory = paths[i];
    validateString(directory, `paths[${i}]`);
    if (inside && directory && native.kindOf(directory) !== kDirectory) {
      continue;
    }
    if (!absolute && !isRelative(request)) {
      const exported = resolvePackageExports(directory, request);
      if (exported) {
        Module._pathCache[key] = exported;
        return exported;
      }
    }
    const full = path.resolve(directory, request);
    const kind = native.kindOf(full);
    let file = false;
    if (!wantsDirectory) {
      if (kind === kFile) {
        file = preservesLinks(isMain) ? full : toRealPath(full);
      } else {
        extensions ??= Object.keys(Module._extensions);
        file = tryExtensions(full, extensions, isMain);
      }
    }
    if (!file && kind === kDirectory) {
      extensions ??= Object.keys(Module._extensions);
      file = tryDirectory(full, extensions, isMain, request);
    }
    if (file) {
      Module._pathCache[key] = file;
      return file;
    }
  }
  return false;
};

/** The node_modules directories from `from` upwards. */
Module._nodeModulePaths = function(from) {
  from = path.resolve(from);
  const paths = [];
  for (let directory = from;;) {
    if (path.basename(directory) !== 'node_modules') {
      paths.push(directory === '/' ? '/node_modules' :
        `${directory}/node_modules`);
    }
    if (directory === '/') return paths;
    directory = path.dirname(directory);
  }
};

/** Where a request is looked for; null: it is built in. */
Module._resolveLookupPaths = function(request, parent) {
  if (builtinId(request) !== undefined) return null;
  if (!isRelative(request)) {
    const own = parent?.paths?.length ? parent.paths : [];
    return [...own, ...Module.globalPaths];
  }
  if (!parent?.id || !parent.filename) {
    // -e and standard input: relative to the working directory.
    return ['.', ...Module._nodeModulePaths('.'), ...Module.globalPaths];
  }
  return [path.dirname(parent.filename)];
};

function lookupPathsOf(request, parent, options) {
  if (options === null || typeof options !== 'object') {
    return Module._resolveLookupPaths(request, parent);
  }
  if (options.paths === undefined) {
    return Module._resolveLookupPaths(request, parent);
  }
  if (!Array.isArray(options.paths)) {
    throw new ERR_INVALID_ARG_VALUE('options.paths', options.paths);
  }
  if (isRelative(request)) return options.paths;
  const found = [];
  for (const start of options.paths) {
    const pretend = new Module('', null);
    pretend.paths = Module._nodeModulePaths(start);
    for (const one of Module._resolveLookupPaths(request, pretend)) {
      if (!found.includes(one)) found.push(one);
    }
  }
  return found;
}

function requireStack(parent) {
  const stack = [];
  for (let m = parent; m; m = moduleParents.get(m)) {
    stack.push(m.filename || m.id);
    if (stack.length > 100) break;
  }
  return stack;
}

/** The places that were searched. */
function triedPlaces(request, paths) {
  if (isRelative(request) || path.isAbsolute(request)) {
    const base = path.isAbsolute(request) ?
      request : path.resolve(paths?.[0] ?? '.', request);
    const extensions = Object.keys(Module._extensions);
    return [base, ...extensions.map((extension) => base + extension),
      ...extensions.map((extension) => path.join(base, `index${extension}`))];
  }
  return (paths ?? []).map((folder) => path.join(folder, request));
}

function notFound(request, parent, paths) {
  const stack = requireStack(parent);
  let message = `Cannot find module '${request}'`;
  if (stack.length > 0) {
    message += `\nRequire stack:\n- ${stack.join('\n- ')}`;
  }
  const error = new Error(message);
  error.code = 'MODULE_NOT_FOUND';
  error.requireStack = stack;
  noteTried(error, triedPlaces(request, paths));
  return error;
}

/** Has the report of the error, if nobody catches it, show where one looked. */
function noteTried(error, tried) {
  if (tried.length === 0) return;
  const { kEnhanceStack } = require('internal/errors/errors');
  Object.defineProperty(error, kEnhanceStack, {
    __proto__: null,
    configurable: true,
    value: (own) => `${own}\nLooked for:\n- ${tried.join('\n- ')}`,
  });
}

/** Where what has no file of its own looks for modules. Of a directory that was
 * removed nothing is found; a program may run there all the same. */
function workingDirectory() {
  try {
    return process.cwd();
  } catch {
    return '/';
  }
}

/**
 * '#name', as the package of the asking file defines it; undefined where that
 * has no "imports", and the name is one as any other.
 */
function resolveImport(request, parent) {
  const base = parent?.filename;
  const pkg = request[0] === '#' && base ? packageScope(base) : null;
  if (pkg?.imports == null) return undefined;
  const file = packageRules().resolveImports(
    pkg, request, base, requireConditions(), (name, { directory }) => {
      if (builtinId(name) !== undefined) return name;
      const pretend = new Module(path.join(directory, 'package.json'), null);
      pretend.filename = pretend.id;
      pretend.paths = Module._nodeModulePaths(directory);
      return Module._resolveFilename(name, pretend, false);
    });
  if (builtinId(file) !== undefined) return file;
  return finishExports(file, base, pkg.path);
}

/**
 * The absolute path of what `request` means in `parent`, or the name of a
 * built-in module.
 * @param {string} request
 * @param {Module} parent
 * @param {boolean} isMain
 * @param {{paths?: string[]}} [options]
 */
Module._resolveFilename = function(request, parent, isMain, options) {
  if (builtinId(request) !== undefined) return request;
  const paths = lookupPathsOf(request, parent, options);
  const imported = resolveImport(request, parent);
  if (imported !== undefined) return imported;
  const self = isRelative(request) || path.isAbsolute(request) ? false :
    resolveSelf(parent?.filename, request);
  if (self) return self;
  const file = Module._findPath(request, paths, isMain);
  if (file) return file;
  throw notFound(request, parent, paths);
};

// ---------------------------------------------------------------------------
// Loading

/**
 * What a module exports before it has run to its end is what those in the cycle
 * see; the warning for a name that is not there yet comes from a prototype that
 * is taken away at the end.
 */
const cycleWarnings = new Proxy({}, {
  get(target, name) {
    if (name in target || name === '__esModule') return target[name];
    warnCycle(name);
    return undefined;
  },
  getOwnPropertyDescriptor(target, name) {
    if (Object.prototype.hasOwnProperty.call(target, name) ||
        name === '__esModule') {
      return Object.getOwnPropertyDescriptor(target, name);
    }
    warnCycle(name);
    return undefined;
  },
});

function warnCycle(name) {
  process.emitWarning(
    `Accessing non-existent property '${String(name)}' of module exports ` +
    'inside circular dependency');
}

function exportsOfUnfinished(module) {
  const { exports } = module;
  if (exports !== null && typeof exports === 'object' && !isProxy(exports) &&
      Object.getPrototypeOf(exports) === Object.prototype &&
      !exports.__esModule) {
    Object.setPrototypeOf(exports, cycleWarnings);
  }
  return exports;
}

/**
 * The exports of what `request` means in `parent`: from the cache, built in, or
 * loaded now.
 */
Module._load = function(request, parent, isMain) {
  if (hasScheme(request)) {
    const id = builtinId(request);
    if (id === undefined) throw unknownBuiltin(request);
    return loadBuiltin(id);
  }
  const filename = Module._resolveFilename(request, parent, isMain);
  const cached = Module._cache[filename];
  if (cached !== undefined) {
    addChild(parent, cached, true);
    return cached.loaded ? cached.exports : exportsOfUnfinished(cached);
  }
  const id = builtinId(filename);
  if (id !== undefined) return loadBuiltin(id);

  const module = new Module(filename, parent);
  if (isMain) {
    process.mainModule = module;
    mainModule = module;
    module.id = '.';
  }
  Module._cache[filename] = module;
  let failed = true;
  try {
    module.load(filename);
    failed = false;
  } finally {
    if (failed) {
      delete Module._cache[filename];
      const children = parent?.children;
      if (Array.isArray(children)) {
        const index = children.indexOf(module);
        if (index !== -1) children.splice(index, 1);
      }
    } else if (module.exports !== null && typeof module.exports === 'object' &&
               !isProxy(module.exports) &&
               Object.getPrototypeOf(module.exports) === cycleWarnings) {
      Object.setPrototypeOf(module.exports, Object.prototype);
    }
  }
  return module.exports;
};

let mainModule;

/** The longest registered extension of a name; '.js' if there is none. */
function extensionOf(filename) {
  const name = path.basename(filename);
  for (let i = name.indexOf('.', 1); i !== -1; i = name.indexOf('.', i + 1)) {
    const extension = name.slice(i);
    if (Module._extensions[extension]) return extension;
  }
  return '.js';
}

Module.prototype.load = function(filename) {
  this.filename ??= filename;
  this.paths ??= Module._nodeModulePaths(path.dirname(filename));
  if (filename.endsWith('.mjs') && !Module._extensions['.mjs']) {
    throw esmError(filename);
  }
  Module._extensions[extensionOf(filename)](this, filename);
  this.loaded = true;
};

Module.prototype.require = function(id) {
  validateString(id, 'id');
  if (id === '') {
    throw new ERR_INVALID_ARG_VALUE('id', id, 'must be a non-empty string');
  }
  if (watched.module !== null) {
    return trace('module.require', { parentFilename: this.filename, id },
                 () => Module._load(id, this, false));
  }
  return Module._load(id, this, false);
};

/** The require function that a module gets. */
function makeRequire(module) {
  const require = function require(id) {
    return module.require(id);
  };
  require.resolve = function resolve(request, options) {
    validateString(request, 'request');
    if (hasScheme(request) && builtinId(request) === undefined) {
      throw unknownBuiltin(request);
    }
    return Module._resolveFilename(request, module, false, options);
  };
  require.resolve.paths = function paths(request) {
    validateString(request, 'request');
    return Module._resolveLookupPaths(request, module);
  };
  require.main = mainModule;
  require.extensions = Module._extensions;
  require.cache = Module._cache;
  return require;
}

/** A first line for the shell becomes a comment, so that numbers agree. */
function withoutHashbang(text) {
  return text.charCodeAt(0) === 0x23 && text.charCodeAt(1) === 0x21 ?
    `//${text}` : text;
}

/**
 * Runs `content` as this module.
 * @returns {any} what the function returned; nobody uses it
 */
Module.prototype._compile = function(content, filename) {
  const run = wrapperPatched || Module.wrap !== wrap ?
    native.runScript(Module.wrap(content.replace(/^#!.*/, '')), filename) :
    native.compileModule(withoutHashbang(content), filename);
  const exports = this.exports;
  return Reflect.apply(run, exports, [
    exports, makeRequire(this), this, filename, path.dirname(filename),
  ]);
};

function readModule(filename) {
  const text = native.readText(filename);
  if (typeof text === 'string') return text;
  const { uvException } = require('internal/errors/errors');
  throw uvException({ errno: text, syscall: 'open', path: filename });
}

function esmError(filename, pkg) {
  return new ERR_REQUIRE_ESM(filename, pkg?.path);
}

Module._extensions['.js'] = function(module, filename) {
  const text = readModule(filename);
  if (filename.endsWith('.js')) {
    const pkg = packageScope(filename);
    if (pkg?.type === 'module') throw esmError(filename, pkg);
  }
  module._compile(text, filename);
};

Module._extensions['.json'] = function(module, filename) {
  const text = readModule(filename);
  try {
    module.exports = JSON.parse(text);
  } catch (error) {
    error.message = `${filename}: ${error.message}`;
    throw error;
  }
};

Module._extensions['.node'] = function(module, filename) {
  const error = new Error(
    `${filename}: native addons (Node-API) are not in Rondo yet`);
  error.code = 'ERR_DLOPEN_FAILED';
  throw error;
};

// ---------------------------------------------------------------------------
// The start

/** NODE_PATH and the two folders of the user's that Node.js looks into. */
Module._initPaths = function() {
  const paths = [path.resolve(process.execPath, '..', '..', 'lib', 'node')];
  const home = process.env.HOME;
  if (home) {
    paths.unshift(path.resolve(home, '.node_libraries'));
    paths.unshift(path.resolve(home, '.node_modules'));
  }
  const fromEnvironment = process.env.NODE_PATH;
  if (fromEnvironment) {
    paths.unshift(...fromEnvironment.split(path.delimiter).filter(Boolean));
  }
  Module.globalPaths = paths;
};

/** Loads modules for -r, before the program. */
Module._preloadModules = function(requests) {
  if (!Array.isArray(requests)) return;
  const parent = new Module('internal/preload', null);
  parent.paths = Module._nodeModulePaths(workingDirectory());
  for (const request of requests) parent.require(request);
};

/** A require function as if of the file `filename`. */
function createRequireFromPath(filename) {
  const directory = filename.endsWith('/');
  const file = directory ? path.join(filename, 'noop.js') : filename;
  const module = new Module(file, null);
  module.filename = file;
  module.paths = Module._nodeModulePaths(path.dirname(file));
  return makeRequire(module);
}

function createRequire(filename) {
  let file;
  if (typeof filename === 'string' && path.isAbsolute(filename)) {
    file = filename;
  } else {
    const href = typeof filename === 'string' ? filename : filename?.href;
    if (typeof href !== 'string' || !/^file:/i.test(href)) {
      throw new ERR_INVALID_ARG_VALUE(
        'filename', filename,
        'must be a file URL object, file URL string, or absolute path string');
    }
    const { fileURLToPath } = require('url');
    file = fileURLToPath(filename);
  }
  return createRequireFromPath(file);
}

exports.Module = Module;
exports.createRequire = createRequire;
exports.makeRequire = makeRequire;
exports.workingDirectory = workingDirectory;
