'use strict';

/**
 * The loader of the built-in modules: the first JavaScript that runs, when the
 * snapshot is built or, without one, at the start. Each file of lib/ is the
 * body of `function (exports, require, module, binding, process, Buffer, …)`:
 * what programs may replace among the globals, lib/ is given.
 *
 * Native contract, binding 'loader' (here the parameter `binding` itself):
 *   libIds(): string[]
 *   libParameters(): string[]    exports, require, module, binding, and globals
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
 * What the parameters of each file of lib/ are called, and what they are given,
 * in the same order. Globals of the language are those of now, whatever a
 * program puts in their place. Of some the functions on the object itself are
 * replaced, too: of these the modules are given copies.
 */
const names = native.libParameters();
const values = [];
for (let i = 0; i < names.length; i++) values[i] = globalThis[names[i]];
give('process', {});
give('Map', subclassOf('Map'));
give('Set', subclassOf('Set'));
const copies =
  ['Array', 'ArrayBuffer', 'JSON', 'Math', 'Number', 'Object', 'Reflect',
   'Symbol'].map(copyOf);
copies.forEach(({ name, copy }) => give(name, copy));
const { apply } = globalThis.Reflect;
({ Error } = globalThis);  // a parameter of this file, too

/** From now on modules get `value` for that parameter. */
function give(name, value) {
  for (let i = 0; i < names.length; i++) if (names[i] === name) values[i] = value;
}

/** A global with functions of its own, which does what that does. */
function copyOf(name) {
  const { [name]: original, Reflect: { apply, construct } } = globalThis;
  if (typeof original !== 'function') {
    return completed({ name, copy: { __proto__: null }, original });
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
  return completed({ name, copy, original });
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
 * Modules → which of their exports others are given. The few modules that load
 * before these do not use them. The process object is empty until
 * internal/process/process has run.
 */
const givers = {
  '__proto__': null,
  'buffer': ['Buffer'],
  'internal/async/task_queues': ['queueMicrotask'],
  'internal/timers/timers': [
    'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate',
    'clearImmediate',
  ],
};

/** Modules → the globals of which they are given the program's. */
const globalsFor = {
  '__proto__': null,
  // A context is a map that is copied at each change, which V8 does faster for
  // one of its own.
  'internal/async/storage': ['Map'],
};
// Code of others changes the globals and sees those of programs.
const ofLanguage = names.filter((name) => name in globalThis);
for (let i = 0; i < ids.length; i++) {
  if (ids[i].startsWith('internal/vendor/')) globalsFor[ids[i]] = ofLanguage;
}

/** What the parameters of a module are, but for the first four, its own. */
function valuesFor(id) {
  const globals = globalsFor[id];
  if (globals === undefined) return values;
  const mine = [];
  for (let i = 0; i < names.length; i++) {
    mine[i] = values[i];
    for (let k = 0; k < globals.length; k++) {
      if (globals[k] === names[i]) mine[i] = globalThis[names[i]];
    }
  }
  return mine;
}

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
    const given = valuesFor(id);
    given[0] = module.exports;
    given[1] = requireBuiltin;
    given[2] = module;
    given[3] = getBinding;
    apply(run, undefined, given);
    const gifts = givers[id];
    for (let i = 0; gifts !== undefined && i < gifts.length; i++) {
      give(gifts[i], module.exports[gifts[i]]);
    }
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
