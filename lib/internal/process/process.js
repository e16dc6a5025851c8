'use strict';

/**
 * The process object.
 *
 * It is made with the snapshot; what is known only when a process starts is
 * filled in by `prepare`, which runs before any user code.
 *
 * Native contract, binding 'process' (more in the files under
 * internal/process):
 *   startInfo(): { argv: string[], argv0: string, execArgv: string[],
 *     execPath: string, pid: number, arch: string }
 *   versions(): Record<string, string>   of Rondo and of all that it is made of
 *   ppid(): number
 *   title(): string, setTitle(title: string): void
 *   abort(): never
 *   execve(file: string, args: string[], variables: string[]): number
 *                                   returns only when it failed: an errno
 *   activeResources(): string[]     names of what keeps the loop alive, apart
 *                                   from timers and immediates
 */

const EventEmitter = require('events');
const {
  codes: {
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_METHOD_NOT_IMPLEMENTED,
  },
  uvException,
} = require('internal/errors/errors');
const { validateArray, validateObject, validateString } =
  require('internal/util/validators');
const { getOptionValue } = require('internal/process/options');
const { nextTick } = require('internal/async/task_queues');
const {
  setUncaughtExceptionCaptureCallback,
  hasUncaughtExceptionCaptureCallback,
} = require('internal/process/uncaught');
const { defineExit } = require('internal/process/exit');
const { defineSignals } = require('internal/process/signals');
const { emitWarning, prepareWarnings } = require('internal/process/warning');
const { createEnv } = require('internal/process/env');
const usage = require('internal/process/usage');
const credentials = require('internal/process/credentials');
const native = binding('process');

/** Exit code for a command line that cannot be followed. */
const kInvalidCommandLine = 9;

// ---------------------------------------------------------------------------
// The object and its prototype

// A named constructor, so that instances print as `process {`.
const constructor = function process() {
  throw new TypeError('Illegal constructor');
};
constructor.prototype = Object.create(EventEmitter.prototype, {
  constructor: {
    __proto__: null,
    value: constructor,
    writable: true,
    configurable: true,
    enumerable: false,
  },
});

// The object is there already: all of lib/ has it as a parameter.
Object.setPrototypeOf(process, constructor.prototype);
EventEmitter.call(process);

Object.defineProperty(process, Symbol.toStringTag, {
  __proto__: null,
  value: 'process',
  configurable: true,
  writable: false,
  enumerable: false,
});

function defineConstant(name, value) {
  Object.defineProperty(process, name, {
    __proto__: null,
    value,
    writable: false,
    enumerable: true,
    configurable: false,
  });
}

// ---------------------------------------------------------------------------
// Identity

// Programs may add to it (a package manager its own version), not change it.
const versions = native.versions();
for (const name of Object.keys(versions)) {
  Object.defineProperty(versions, name, {
    __proto__: null, writable: false, configurable: false,
  });
}
defineConstant('version', `v${versions.node}`);
defineConstant('versions', versions);
process.platform = 'linux';
defineConstant('release', { name: 'node', lts: 'Krypton' });

defineConstant('features', Object.freeze({
  inspector: false,
  debug: false,
  uv: true,
  ipv6: true,
  openssl_is_boringssl: false,
  tls_alpn: false,
  tls_sni: false,
  tls_ocsp: false,
  tls: false,
  cached_builtins: true,
  // No ECMAScript modules, thus none for require().
  require_module: false,
  typescript: false,
}));

process.config = Object.freeze({
  __proto__: null,
  target_defaults: Object.freeze({
    cflags: Object.freeze([]),
    default_configuration: 'Release',
    defines: Object.freeze([]),
    include_dirs: Object.freeze([]),
    libraries: Object.freeze([]),
  }),
  variables: Object.freeze({
    napi_build_version: versions.napi,
    node_module_version: Number(versions.modules),
    v8_enable_i18n_support: 1,
  }),
});

Object.defineProperty(process, 'title', {
  __proto__: null,
  enumerable: true,
  configurable: true,
  get: () => native.title(),
  set: (title) => native.setTitle(`${title}`),
});

Object.defineProperty(process, 'ppid', {
  __proto__: null,
  enumerable: true,
  configurable: true,
  get: () => native.ppid(),
  set: undefined,
});

/** debugPort and friends belong to the inspector; a number is expected. */
process.debugPort = 9229;

/** Defines a standard stream, made when it is first used. */
function defineStream(name, create) {
  let stream;
  Object.defineProperty(process, name, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      stream ??= create(require('internal/process/stdio'));
      return stream;
    },
  });
}

defineStream('stdout', (stdio) => stdio.createOutput(1));
defineStream('stderr', (stdio) => stdio.createOutput(2));
defineStream('stdin', (stdio) => stdio.createInput());
process.openStdin = () => {
  process.stdin.resume();
  return process.stdin;
};

// ---------------------------------------------------------------------------
// Functions

/** Defines an object that is loaded when it is first used. */
function defineLazy(name, id) {
  Object.defineProperty(process, name, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get: () => require(id),
  });
}

defineLazy('report', 'internal/process/report');
defineLazy('finalization', 'internal/process/finalization');
defineConstant('sourceMapsEnabled', false);

defineExit(process);
Object.assign(process, usage, credentials, {
  nextTick,
  emitWarning,
  setUncaughtExceptionCaptureCallback,
  hasUncaughtExceptionCaptureCallback,

  abort() {
    native.abort();
  },

  /** Prints to stderr without any stream, for use in the deepest places. */
  _rawDebug(...args) {
    const { format } = require('internal/util/inspect');
    native.writeSync(2, `${format(...args)}\n`);
  },

  getActiveResourcesInfo() {
    const { activeResourceNames } = require('internal/timers/timers');
    return [...native.activeResources(), ...activeResourceNames()];
  },

  /** The net.Server and net.Socket objects that keep the loop alive. */
  _getActiveHandles() {
    return require('internal/net/stream_handle').activeOwners();
  },

  /** One object, which names its kind, for each request under way. */
  _getActiveRequests() {
    return native.activeResources()
      .filter((name) => /Req(?:Callback|Wrap)$/.test(name))
      .map((type) => ({ type }));
  },

  ref(maybeRefable) {
    const fn = maybeRefable?.[Symbol.for('nodejs.ref')] ?? maybeRefable?.ref;
    if (typeof fn === 'function') fn.call(maybeRefable);
  },

  unref(maybeRefable) {
    const fn =
      maybeRefable?.[Symbol.for('nodejs.unref')] ?? maybeRefable?.unref;
    if (typeof fn === 'function') fn.call(maybeRefable);
  },

  loadEnvFile(path) {
    const { parseEnv } = require('internal/util/parse_env');
    const { readFileSync } = require('fs');
    path ??= '.env';
    if (typeof path === 'number') {
      throw new ERR_INVALID_ARG_TYPE(
        'path', ['string', 'Buffer', 'URL'], path);
    }
    const parsed = parseEnv(readFileSync(path, 'utf8'));
    for (const name of Object.keys(parsed)) {
      if (process.env[name] === undefined) process.env[name] = parsed[name];
    }
  },

  /** The built-in module of that name, or undefined. */
  getBuiltinModule(id) {
    validateString(id, 'id');
    const { builtinId, loadBuiltin } = require('internal/modules/builtins');
    const builtin = builtinId(id);
    return builtin === undefined ? undefined : loadBuiltin(builtin);
  },

  setSourceMapsEnabled(value) {
    if (typeof value !== 'boolean') {
      throw new ERR_INVALID_ARG_TYPE('enabled', 'boolean', value);
    }
    if (value) {
      throw new ERR_METHOD_NOT_IMPLEMENTED(
        'process.setSourceMapsEnabled(true)');
    }
  },

  /** Puts another program in the place of this one; see execve(2). */
  execve(execPath, args = [], env = process.env) {
    validateString(execPath, 'execPath');
    validateArray(args, 'args');
    const isText = (value) => typeof value === 'string' && !value.includes('\0');
    for (let i = 0; i < args.length; i++) {
      if (!isText(args[i])) {
        throw new ERR_INVALID_ARG_VALUE(
          `args[${i}]`, args[i], 'must be a string without null bytes');
      }
    }
    validateObject(env, 'env');
    const variables = [];
    for (const [name, value] of Object.entries(env)) {
      if (!isText(name) || !isText(value)) {
        throw new ERR_INVALID_ARG_VALUE(
          'env', env,
          'must be an object with string keys and values without null bytes');
      }
      variables.push(`${name}=${value}`);
    }
    const error = native.execve(execPath, args, variables);
    throw uvException({ errno: error, syscall: 'execve', path: execPath });
  },

  dlopen() {
    throw new ERR_METHOD_NOT_IMPLEMENTED('process.dlopen()');
  },

  /** Node.js's internals have no counterpart here. */
  binding(name) {
    validateString(name, 'module');
    const error = new Error(`No such module: ${name}`);
    error.code = 'ERR_INVALID_MODULE';
    throw error;
  },
});
process.assert = (condition, message) => {
  if (!condition) {
    const { codes: { ERR_ASSERTION } } = require('internal/errors/errors');
    throw new ERR_ASSERTION(message || 'assertion error');
  }
};
process.domain = null;
process._events ??= { __proto__: null };

defineSignals(process);

let allowedFlags;
Object.defineProperty(process, 'allowedNodeEnvironmentFlags', {
  __proto__: null,
  enumerable: true,
  configurable: true,
  get() {
    allowedFlags ??= require('internal/process/flags').createAllowedFlags();
    return allowedFlags;
  },
});

Object.defineProperty(globalThis, 'process', {
  __proto__: null,
  configurable: true,
  enumerable: false,
  get() {
    return process;
  },
  set(value) {
    Object.defineProperty(globalThis, 'process', {
      __proto__: null,
      value,
      configurable: true,
      enumerable: false,
      writable: true,
    });
  },
});

/** Applies --env-file and --env-file-if-exists. */
function loadEnvFiles() {
  for (const option of ['--env-file', '--env-file-if-exists']) {
    for (const file of getOptionValue(option) ?? []) {
      try {
        process.loadEnvFile(file);
      } catch {
        if (option !== '--env-file') continue;
        native.writeSync(2, `${process.argv0}: ${file}: not found\n`);
        native.reallyExit(kInvalidCommandLine);
      }
    }
  }
}

/** Fills in what belongs to this run. Once, before user code. */
function prepare() {
  const info = native.startInfo();
  process.arch = info.arch;
  process.argv = info.argv;
  process.execArgv = info.execArgv;
  process.execPath = info.execPath;
  Object.defineProperty(process, 'pid', {
    __proto__: null,
    value: info.pid,
    enumerable: true,
    configurable: true,
    writable: false,
  });
  process.env = createEnv();
  Object.defineProperty(process, 'argv0', {
    __proto__: null,
    value: info.argv0,
    enumerable: true,
    configurable: false,
    writable: false,
  });
  loadEnvFiles();
  const title = getOptionValue('--title');
  if (title) process.title = title;
  prepareWarnings();
}

exports.process = process;
exports.prepare = prepare;
