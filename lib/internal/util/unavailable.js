'use strict';

/** Stands in for what Node.js has and Rondo has not got yet. */

const { codes: { ERR_METHOD_NOT_IMPLEMENTED } } = require('internal/errors/errors');

/**
 * A function that throws an error with its name, whether it is called,
 * constructed or extended.
 * @param {string} name as programs write it: 'net.BlockList'
 * @param {number} [length] how many parameters it is to have
 * @returns {Function}
 */
function unavailable(name, length = 0) {
  const own = name.slice(name.lastIndexOf('.') + 1);
  const { [own]: stub } = {
    [own]: function() {
      throw new ERR_METHOD_NOT_IMPLEMENTED(`${name}()`);
    },
  };
  if (length !== 0) {
    Object.defineProperty(stub, 'length', {
      __proto__: null, value: length, configurable: true,
    });
  }
  return stub;
}

/**
 * An object that can be passed on and given properties, and throws an error with
 * its name when anything is read from it that it was not given.
 * @param {string} name as programs write it: 'http.globalAgent'
 * @param {object} [target] what it has; may have a prototype of its own
 */
function unavailableObject(name, target = {}) {
  return new Proxy(target, {
    get(target, key) {
      // What looks at any value (await, JSON, inspection) finds nothing here.
      if (typeof key === 'symbol' || key in target || key === 'then' ||
          key === 'toJSON' || key === 'inspect') {
        return target[key];
      }
      throw new ERR_METHOD_NOT_IMPLEMENTED(`${name}.${key}`);
    },
  });
}

module.exports = { unavailable, unavailableObject };
