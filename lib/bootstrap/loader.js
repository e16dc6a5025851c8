'use strict';

/**
 * The loader of the built-in modules: the first JavaScript that runs, when the
 * snapshot is built or, without one, at the start. Each file of lib/ is the
 * body of `function (exports, require, module, binding, process, Buffer, …)`:
 * what programs may replace among the globals, lib/ is given.
 *
 * Native contract, binding 'loader' (here the parameter `binding` itself):
 *   libIds(): string[]
 *   compileLib(id: string, all: boolean): Function   `all`: with every function
 *     in it, rather than each when it is first called
 *   getBinding(name: string): object    a new object each time
 *   buildingSnapshot(): boolean
 *   setCallbacks({ prepare, runMain }): void
 *     prepare(): void     fills in what belongs to this run
 *     runMain(): void     loads the program
 */

const native = binding;

/**
 * The globals that the modules are given as parameters, as are those of the
 * loader itself: those of the language as they are now, whatever a program puts
 * in their place. Of some the functions on the object itself are replaced, too:
 * of these the modules are given copies.
 */
process = {};
({
  Date, Error, AggregateError, BigInt, BigInt64Array, BigUint64Array, Boolean,
  DataView, Float32Array, Float64Array, Function, Int8Array, Int32Array,
  Promise, Proxy, RangeError, RegExp, String, SyntaxError, TypeError,
  Uint8Array, Uint32Array, WeakMap, WeakRef, WeakSet, decodeURIComponent,
  encodeURIComponent, isFinite, isNaN, parseFloat, parseInt,
} = globalThis);
[Map, Set] = ['Map', 'Set'].map(subclassOf);
const copies =
  ['Array', 'ArrayBuffer', 'JSON', 'Math', 'Number', 'Object', 'Reflect',
   'Symbol'].map(copyOf);
[Array, ArrayBuffer, JSON, Math, Number, Object, Reflect, Symbol] =
  copies.map(({ copy }) => copy);

/** A global with functions of its own, which does what that does. */
function copyOf(name) {
  const { [name]: original, Reflect: { apply, construct } } = globalThis;
  if (typeof original !== 'function') {
    return completed({ copy: { __proto__: null }, original });
  }
  const copy = function() {
    return new.target === undefined ? apply(original, undefined, arguments) :
      construct(original, arguments);
  };
  delete copy.name;
  delete copy.length;
  copy.prototype = original.prototype;
  if (name === 'Array') {
    // These make what they are called on.
    copy.from = original.from.bind(original);
    copy.of = original.of.bind(original);
  }
  return completed({ copy, original });
}

/** A class whose instances have methods of their own. */
function subclassOf(name) {
  const { [name]: Base, Object: { defineProperty }, Symbol: { hasInstance } } =
    globalThis;
  const { [name]: Class } = { [name]: class extends Base {} };
  completed({ copy: Class.prototype, original: Base.prototype });
  return defineProperty(Class, hasInstance, {
    __proto__: null,
    value: (object) => object instanceof Base,
  });
}

/** Copies what is not there: V8 adds some functions after the snapshot. */
function completed(pair) {
  const { defineProperty, getOwnPropertyDescriptor } = globalThis.Object;
  for (const key of globalThis.Reflect.ownKeys(pair.original)) {
    if (getOwnPropertyDescriptor(pair.copy, key) === undefined) {
      defineProperty(
        pair.copy, key, getOwnPropertyDescriptor(pair.original, key));
    }
  }
  return pair;
}

// The tables that require() looks into are objects: the methods of a Map are
// a program's to replace.

/** Id → true, of all modules of lib/. */
const known = { __proto__: null };
const ids = native.libIds();
for (let i = 0; i < ids.length; i++) known[ids[i]] = true;
/**
 * Modules of which a start runs most functions, but none while the snapshot is
 * built: it holds all of them compiled. Of other modules it holds compiled what
 * ran then, so also what bootstrap/warmup runs.
 */
const startPath = {
  '__proto__': null,
  'bootstrap/prepare': true,
  'internal/modules/run_main': true,
  'internal/process/options': true,
  'internal/process/process': true,
  'internal/process/env': true,
  'internal/process/exit': true,
  'internal/process/stdio': true,
  'internal/process/warning': true,
};

/**
 * Modules → how others are given what is theirs. The few modules that load
 * before these do not use it. The process object is empty until
 * internal/process/process has run.
 */
const givers = {
  '__proto__': null,
  'buffer'(exports) {
    ({ Buffer } = exports);
  },
  'internal/async/task_queues'(exports) {
    ({ queueMicrotask } = exports);
  },
  'internal/timers/timers'(exports) {
    ({ setTimeout, clearTimeout, setInterval, clearInterval, setImmediate,
       clearImmediate } = exports);
  },
};

/** What changes the globals, and code of others, sees those of programs. */
const globalsFor = {
  '__proto__': null,
};
for (let i = 0; i < ids.length; i++) {
  if (ids[i].startsWith('internal/vendor/')) globalsFor[ids[i]] = globalThis;
}
const ownGlobals = {
  AggregateError, Array, ArrayBuffer, BigInt, BigInt64Array, BigUint64Array,
  Boolean, DataView, Date, Error, Float32Array, Float64Array, Function,
  Int32Array, Int8Array, JSON, Map, Math, Number, Object, Promise, Proxy,
  RangeError, Reflect, RegExp, Set, String, Symbol, SyntaxError, TypeError,
  Uint32Array, Uint8Array, WeakMap, WeakRef, WeakSet, decodeURIComponent,
  encodeURIComponent, isFinite, isNaN, parseFloat, parseInt,
};
// A context is a map that is copied at each change, which V8 does faster for
// one of its own.
globalsFor['internal/async/storage'] =
  { ...ownGlobals, Map: globalThis.Map };

/** Id → module, from when it begins to run. */
const loaded = { __proto__: null };
/** The module that runs now; each knows which one requires it. */
let innermost;
const bindings = { __proto__: null, loader: native };

function getBinding(name) {
  bindings[name] ??= native.getBinding(name);
  return bindings[name];
}

/** The modules that run, for an error. */
function runningModules() {
  let chain = '';
  for (let module = innermost; module !== undefined; module = module.outer) {
    chain = `${module.id} -> ${chain}`;
  }
  return chain;
}

/**
 * Loads a module of lib/.
 * @param {string} id its path below lib/, without '.js'
 * @returns {any} its exports
 */
function requireBuiltin(id) {
  const present = loaded[id];
  if (present !== undefined) {
    if (present.running) {
      // Half-made exports would fail later, and elsewhere.
      throw new Error(`Circular require in lib/: ${runningModules()}${id}`);
    }
    return present.exports;
  }
  const module = { id, exports: {}, running: true, outer: innermost };
  loaded[id] = module;
  innermost = module;
  try {
    const run = native.compileLib(id, startPath[id] === true);
    const given = globalsFor[id] ?? ownGlobals;
    run(module.exports, requireBuiltin, module, getBinding, process, Buffer,
        setTimeout, clearTimeout, setInterval, clearInterval, setImmediate,
        clearImmediate, queueMicrotask, given.AggregateError, given.Array,
        given.ArrayBuffer, given.BigInt, given.BigInt64Array,
        given.BigUint64Array, given.Boolean, given.DataView, given.Date,
        given.Error, given.Float32Array, given.Float64Array, given.Function,
        given.Int32Array, given.Int8Array, given.JSON, given.Map, given.Math,
        given.Number, given.Object, given.Promise, given.Proxy,
        given.RangeError, given.Reflect, given.RegExp, given.Set, given.String,
        given.Symbol, given.SyntaxError, given.TypeError, given.Uint32Array,
        given.Uint8Array, given.WeakMap, given.WeakRef, given.WeakSet,
        given.decodeURIComponent, given.encodeURIComponent, given.isFinite,
        given.isNaN, given.parseFloat, given.parseInt);
    givers[id]?.(module.exports);
  } catch (error) {
    delete loaded[id];
    throw error;
  } finally {
    innermost = module.outer;
    module.outer = undefined;
    module.running = false;
  }
  return module.exports;
}

loaded['bootstrap/loader'] = {
  id: 'bootstrap/loader',
  running: false,
  exports: {
    requireBuiltin,
    /** Whether lib/ has a module of this id. */
    has: (id) => known[id] === true,
    ids,
  },
};

requireBuiltin('bootstrap/eager');
if (native.buildingSnapshot()) requireBuiltin('bootstrap/warmup').run();

native.setCallbacks({
  prepare() {
    copies.forEach(completed);
    requireBuiltin('bootstrap/prepare').prepare();
  },
  runMain() {
    requireBuiltin('internal/modules/run_main').runMain();
  },
});
