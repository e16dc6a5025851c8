'use strict';

/**
 * What this V8's standard library lacks. Few programs use any of it, and
 * core-js, which most of it comes from, would be a fifth of the startup
 * snapshot: so what is missing is a front of the right name and length, and the
 * first call of one loads core-js, which finds a realm without fronts.
 *
 * Fronts stay where they are, so that a function read before and after is the
 * same. What a program has put in a front's place stays too.
 */

const { requireBuiltin } = require('bootstrap/loader');
const { kDispose, kAsyncDispose } = require('internal/dispose');

const TypedArray = Object.getPrototypeOf(Uint8Array);
const IteratorPrototype =
  Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));
const AsyncIteratorPrototype = Object.getPrototypeOf(
  Object.getPrototypeOf(async function*() {}.prototype));

/** The properties of core-js's that it leaves behind, or replaces. */
const kTraces = [
  [globalThis, '__core-js_shared__'],
  [Function.prototype, 'toString'],
];

/** Defines a property as those of the standard library are. */
function define(owner, name, value) {
  Object.defineProperty(owner, name, {
    __proto__: null, value, writable: true, enumerable: false,
    configurable: true,
  });
}

/** Gives a property back the state of an earlier look at it. */
function restore(owner, name, descriptor) {
  if (descriptor === undefined) Reflect.deleteProperty(owner, name);
  else Reflect.defineProperty(owner, name, { __proto__: null, ...descriptor });
}

/** One bundle of core-js, loaded when one of its fronts is first called. */
class Bundle {
  /** @param {string} id of the module that defines all, when it is required */
  constructor(id) {
    this.id = id;
    this.fronts = [];
  }

  /**
   * @param {object} owner
   * @param {string} name
   * @param {(front: object) => PropertyDescriptor} describe the front's
   *   property; it calls front.actual()
   * @param {Function} [original] what stands there and is replaced
   */
  add(owner, name, describe, original) {
    const front = {
      owner, name, original,
      implementation: original,
      actual: () => {
        if (front.implementation === undefined) this.load();
        return front.implementation;
      },
    };
    Object.defineProperty(owner, name, {
      __proto__: null, enumerable: false, configurable: true,
      ...describe(front),
    });
    this.fronts.push(front);
  }

  addMethod(owner, name, length, original) {
    this.add(owner, name, (front) => {
      const { [name]: value } = {
        [name](...args) {
          return Reflect.apply(front.actual(), this, args);
        },
      };
      Object.defineProperty(value, 'length', {
        __proto__: null, value: length, configurable: true,
      });
      return { value, writable: true };
    }, original);
  }

  addGetter(owner, name) {
    this.add(owner, name, (front) => {
      const { get } = Object.getOwnPropertyDescriptor({
        get [name]() {
          return Reflect.apply(front.actual(), this, []);
        },
      }, name);
      return { get, set: undefined };
    });
  }

  /** A global that becomes a plain property when it is first read. */
  addGlobal(name) {
    this.add(globalThis, name, (front) => ({
      get() {
        const value = front.actual();
        define(globalThis, name, value);
        return value;
      },
      set(value) {
        define(globalThis, name, value);
      },
    }));
  }

  load() {
    const found = [];
    const note = (owner, name) => {
      found.push(
        [owner, name, Object.getOwnPropertyDescriptor(owner, name)]);
    };
    try {
      for (const [owner, name] of kTraces) note(owner, name);
      for (const { owner, name, original } of this.fronts) {
        note(owner, name);
        if (!Reflect.deleteProperty(owner, name)) {
          throw new TypeError(
            `${name} is a polyfill that must be used once before the ` +
            'built-in objects are frozen');
        }
        if (original !== undefined) define(owner, name, original);
      }
      requireBuiltin(this.id);
      for (const front of this.fronts) {
        const { value, get } =
          Object.getOwnPropertyDescriptor(front.owner, front.name);
        front.implementation = value ?? get;
      }
    } finally {
      for (const [owner, name, descriptor] of found) {
        restore(owner, name, descriptor);
      }
    }
  }
}

/**
 * What core-js has and this V8 has not. V8 adds some of its library only to a
 * context that has been read from the snapshot, and fails when it is there
 * already: that it is absent now says nothing.
 */
const missing = new Set(requireBuiltin('internal/vendor/core-js-missing')
  .map((module) => module.replace(/\.v\d+$/, '')));

/** Owners, core-js's names of them, and their functions with lengths. */
const kFunctions = [
  [Array, 'array', { fromAsync: 1 }],
  [Array.prototype, 'array', { toReversed: 0, toSorted: 1, toSpliced: 2, with: 2 }],
  [ArrayBuffer.prototype, 'array-buffer', {
    transfer: 0, transferToFixedLength: 0,
  }],
  [DataView.prototype, 'data-view', { getFloat16: 1, setFloat16: 2 }],
  [Error, 'error', { isError: 1 }],
  [IteratorPrototype, 'iterator', {
    drop: 1, every: 1, filter: 1, find: 1, flatMap: 1, forEach: 1, map: 1,
    reduce: 1, some: 1, take: 1, toArray: 0,
  }],
  [Map, 'map', { groupBy: 2 }],
  [Map.prototype, 'map', { getOrInsert: 2, getOrInsertComputed: 2 }],
  [Math, 'math', { f16round: 1 }],
  [Object, 'object', { groupBy: 2 }],
  [Promise, 'promise', { try: 1, withResolvers: 0 }],
  [RegExp, 'regexp', { escape: 1 }],
  [Set.prototype, 'set', {
    difference: 1, intersection: 1, isDisjointFrom: 1, isSubsetOf: 1,
    isSupersetOf: 1, symmetricDifference: 1, union: 1,
  }],
  [String.prototype, 'string', { isWellFormed: 0, toWellFormed: 0 }],
  [TypedArray.prototype, 'typed-array', { toReversed: 0, toSorted: 1, with: 2 }],
  [Uint8Array, 'uint8-array', { fromBase64: 1, fromHex: 1 }],
  [Uint8Array.prototype, 'uint8-array', {
    setFromBase64: 1, setFromHex: 1, toBase64: 0, toHex: 0,
  }],
  [WeakMap.prototype, 'weak-map', { getOrInsert: 2, getOrInsertComputed: 2 }],
];

const has = (owner, name) => Object.hasOwnProperty.call(owner, name);

/** es.array.to-sorted for toSorted of 'array' */
function isMissing(kind, name) {
  const words =
    name.replace(/[A-Z]+/g, (letters) => `-${letters.toLowerCase()}`);
  return missing.has(`es.${kind}.${words}`);
}

function addFunctions(bundle, owner, kind, functions) {
  for (const name of Object.keys(functions)) {
    if (!has(owner, name) && isMissing(kind, name)) {
      bundle.addMethod(owner, name, functions[name]);
    }
  }
}

/** The class of all iterators, and what its prototype needs for it. */
function defineIterator() {
  function Iterator() {
    if (new.target === undefined || new.target === Iterator) {
      throw new TypeError('Abstract class Iterator not directly constructable');
    }
  }
  Object.defineProperty(Iterator, 'prototype', {
    __proto__: null, value: IteratorPrototype, writable: false,
  });
  define(globalThis, 'Iterator', Iterator);
  // Accessors, so that assigning to an iterator makes a property of its own
  // although its prototype has one that is not to be written.
  for (const [name, value] of [['constructor', Iterator],
                               [Symbol.toStringTag, 'Iterator']]) {
    const accessors = {
      get [name]() {
        return value;
      },
      set [name](replacement) {
        if (this === IteratorPrototype || Object(this) !== this) {
          throw new TypeError(`Cannot assign to ${String(name)}`);
        }
        if (has(this, name)) this[name] = replacement;
        else {
          Object.defineProperty(this, name, {
            __proto__: null, value: replacement, writable: true,
            enumerable: true, configurable: true,
          });
        }
      },
    };
    Object.defineProperty(IteratorPrototype, name, {
      __proto__: null, ...Object.getOwnPropertyDescriptor(accessors, name),
      enumerable: false,
    });
  }
}

function defineDisposal() {
  const methods = {
    [kDispose]() {
      this.return?.();
    },
    async [kAsyncDispose]() {
      await this.return?.();
    },
  };
  for (const [owner, name] of [[IteratorPrototype, kDispose],
                               [AsyncIteratorPrototype, kAsyncDispose]]) {
    if (!has(owner, name)) define(owner, name, methods[name]);
  }
}

function defineRawJson() {
  if (has(JSON, 'rawJSON') || !isMissing('json', 'rawJSON')) return;
  const bundle = new Bundle('internal/vendor/core-js-json');
  addFunctions(bundle, JSON, 'json', { rawJSON: 1, isRawJSON: 1 });
  // core-js's calls a replacer for each property, so V8's does its work until
  // a program makes the first raw value.
  bundle.addMethod(JSON, 'stringify', 3, JSON.stringify);
}

if (!has(globalThis, 'Iterator')) defineIterator();
defineDisposal();
const coreJs = new Bundle('internal/vendor/core-js');
for (const [owner, kind, functions] of kFunctions) {
  addFunctions(coreJs, owner, kind, functions);
}
addFunctions(coreJs, globalThis.Iterator, 'iterator', { from: 1, concat: 0 });
if (!has(ArrayBuffer.prototype, 'detached') &&
    isMissing('array-buffer', 'detached')) {
  coreJs.addGetter(ArrayBuffer.prototype, 'detached');
}
for (const name of ['AsyncDisposableStack', 'DisposableStack',
                    'SuppressedError']) {
  if (!has(globalThis, name)) coreJs.addGlobal(name);
}
defineRawJson();
