'use strict';

/**
 * While the snapshot is built, V8 has not got some globals and methods that it
 * adds when the snapshot is loaded. Code that captures one of them then would
 * have undefined for ever, and defining one breaks it. Until `release`, reading
 * or assigning one of them throws.
 */

/** [the object that gets it, its name, how people call it] */
const kAbsent = [
  [globalThis, 'Atomics', 'Atomics'],
  [globalThis, 'SharedArrayBuffer', 'SharedArrayBuffer'],
  [globalThis, 'WebAssembly', 'WebAssembly'],
  [Array.prototype, 'at', 'Array.prototype.at'],
  [Array.prototype, 'findLast', 'Array.prototype.findLast'],
  [Array.prototype, 'findLastIndex', 'Array.prototype.findLastIndex'],
  [String.prototype, 'at', 'String.prototype.at'],
  [Object, 'hasOwn', 'Object.hasOwn'],
  [Error, 'stackTraceLimit', 'Error.stackTraceLimit'],
];

/** Those that were trapped. */
const trapped = [];

function guard() {
  for (const [object, name, title] of kAbsent) {
    if (Object.getOwnPropertyDescriptor(object, name) !== undefined) {
      // This V8 has it in its snapshots.
      continue;
    }
    const fail = () => {
      throw new Error(
        `${title} is absent while the snapshot is built: use it lazily`);
    };
    Object.defineProperty(object, name, {
      __proto__: null, configurable: true, enumerable: false,
      get: fail, set: fail,
    });
    trapped.push([object, name, title, fail]);
  }
}

function release() {
  for (const [object, name, title, fail] of trapped) {
    const descriptor = Object.getOwnPropertyDescriptor(object, name);
    if (descriptor?.get !== fail) {
      throw new Error(`${title} was defined while the snapshot was built`);
    }
    delete object[name];
  }
  trapped.length = 0;
}

exports.guard = guard;
exports.release = release;
