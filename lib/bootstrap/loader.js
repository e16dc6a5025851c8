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

/** Ids of all modules of lib/. */
const known = new Set(native.libIds());
/**
 * Modules of which a start runs most functions, but none while the snapshot is
 * built: it holds all of them compiled. Of other modules it holds compiled what
 * ran then, so also what bootstrap/warmup runs.
 */
const startPath = new Set([
  'bootstrap/prepare', 'internal/modules/run_main', 'internal/options',
  'internal/process', 'internal/process/env', 'internal/process/exit',
  'internal/process/stdio', 'internal/process/warning',
]);

/** Modules → what other modules are given of them. */
const givers = {
  '__proto__': null,
  'buffer': ['Buffer'],
  'internal/task_queues': ['queueMicrotask'],
  'internal/timers': ['setTimeout', 'clearTimeout', 'setInterval',
                      'clearInterval', 'setImmediate', 'clearImmediate'],
};
/**
 * The parameters behind `binding`. Those of a module that has not run yet are
 * undefined: the few modules that load before it do not use them. The process
 * object is empty until internal/process has run.
 */
const given = {
  process: {},
  Buffer: undefined,
  setTimeout: undefined,
  clearTimeout: undefined,
  setInterval: undefined,
  clearInterval: undefined,
  setImmediate: undefined,
  clearImmediate: undefined,
  queueMicrotask: undefined,
};

/** Id → module, from when it begins to run. */
const loaded = new Map();
/** Ids of the modules that are running now, outermost first. */
const running = [];
const bindings = new Map([['loader', native]]);

function getBinding(name) {
  let object = bindings.get(name);
  if (object === undefined) {
    object = native.getBinding(name);
    bindings.set(name, object);
  }
  return object;
}

/**
 * Loads a module of lib/.
 * @param {string} id its path below lib/, without '.js'
 * @returns {any} its exports
 */
function requireBuiltin(id) {
  const present = loaded.get(id);
  if (present !== undefined) {
    if (present.running) {
      // Half-made exports would fail later, and elsewhere.
      throw new Error(
        `Circular require in lib/: ${[...running, id].join(' -> ')}`);
    }
    return present.exports;
  }
  const module = { id, exports: {}, running: true };
  loaded.set(id, module);
  running.push(id);
  try {
    native.compileLib(id, startPath.has(id))(
      module.exports, requireBuiltin, module, getBinding, given.process,
      given.Buffer, given.setTimeout, given.clearTimeout, given.setInterval,
      given.clearInterval, given.setImmediate, given.clearImmediate,
      given.queueMicrotask);
    const names = givers[id];
    if (names !== undefined) {
      for (const name of names) given[name] = module.exports[name];
    }
  } catch (error) {
    loaded.delete(id);
    throw error;
  } finally {
    running.pop();
    module.running = false;
  }
  return module.exports;
}

loaded.set('bootstrap/loader', {
  id: 'bootstrap/loader',
  running: false,
  exports: {
    requireBuiltin,
    /** Whether lib/ has a module of this id. */
    has: (id) => known.has(id),
    ids: known,
  },
});

requireBuiltin('bootstrap/eager');
if (native.buildingSnapshot()) requireBuiltin('bootstrap/warmup').run();

native.setCallbacks({
  prepare() {
    requireBuiltin('bootstrap/prepare').prepare();
  },
  runMain() {
    requireBuiltin('internal/modules/run_main').runMain();
  },
});
