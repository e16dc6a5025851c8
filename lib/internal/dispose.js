'use strict';
/**
 * Symbol.dispose and Symbol.asyncDispose, defined where V8 lacks them.
 *
 * @module internal/dispose
 */

function wellKnown(name) {
  if (typeof Symbol[name] !== 'symbol') {
    Object.defineProperty(Symbol, name, {
      __proto__: null,
      value: Symbol(`Symbol.${name}`),
      writable: false,
      enumerable: false,
      configurable: false,
    });
  }
  return Symbol[name];
}

module.exports = {
  kDispose: wellKnown('dispose'),
  kAsyncDispose: wellKnown('asyncDispose'),
};
