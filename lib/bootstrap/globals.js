'use strict';

/**
 * The global object as programs find it. What few programs use is made when it
 * is first read. `process` is defined by internal/process/process.
 */

const { has } = require('bootstrap/loader');

function define(name, value, enumerable) {
  Object.defineProperty(globalThis, name, {
    __proto__: null, value, writable: true, configurable: true, enumerable,
  });
}

/** A global that `load` makes when it is first read. */
function defineLazy(name, load, enumerable) {
  Object.defineProperty(globalThis, name, {
    __proto__: null,
    configurable: true,
    enumerable,
    get() {
      const value = load();
      define(name, value, enumerable);
      return value;
    },
    set(value) {
      define(name, value, enumerable);
    },
  });
}

/** Exports of a module that bear the same name as globals. */
function defineExports(id, names, enumerable = false) {
  if (!has(id)) return;
  for (const name of names) {
    defineLazy(name, () => require(id)[name], enumerable);
  }
}

// Here, as specified for Web APIs, functions can be listed and classes cannot.
define('global', globalThis, true);
Object.defineProperty(globalThis, Symbol.toStringTag, {
  __proto__: null, value: 'global', configurable: true,
});

const timers = require('timers');
for (const name of ['clearImmediate', 'setImmediate', 'clearInterval',
                    'clearTimeout', 'setInterval', 'setTimeout']) {
  define(name, timers[name], true);
}
define('queueMicrotask', require('internal/async/task_queues').queueMicrotask, true);
define('Buffer', require('buffer').Buffer, false);
define('console', require('console'), false);

defineExports('web/structured_clone', ['structuredClone'], true);
defineExports('buffer', ['atob', 'btoa'], true);
defineExports('perf_hooks', ['performance'], true);
if (has('web/fetch')) {
  defineExports('web/fetch', ['fetch'], true);
} else {
  define('fetch', async function fetch() {
    const { codes: { ERR_METHOD_NOT_IMPLEMENTED } } =
      require('internal/errors/errors');
    throw new ERR_METHOD_NOT_IMPLEMENTED('fetch()');
  }, true);
}
defineExports('web/navigator', ['navigator'], true);

defineExports('web/abort', ['AbortController', 'AbortSignal']);
defineExports('web/blob', ['Blob', 'File']);
defineExports('web/dom_exception', ['DOMException']);
defineExports('web/encoding', ['TextEncoder', 'TextDecoder']);
defineExports('web/event_target', ['Event', 'EventTarget', 'CustomEvent']);
defineExports('web/navigator', ['Navigator']);
defineExports('internal/url/url', ['URL', 'URLSearchParams']);
defineExports('perf_hooks', [
  'Performance', 'PerformanceEntry', 'PerformanceMark', 'PerformanceMeasure',
  'PerformanceObserver', 'PerformanceObserverEntryList',
]);
defineExports('web/fetch', ['FormData', 'Headers', 'Request', 'Response']);
