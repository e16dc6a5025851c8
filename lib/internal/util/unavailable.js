'use strict';

/** Stands in for what Node.js has and Rondo has not got yet. */

const { codes: { ERR_METHOD_NOT_IMPLEMENTED } } = require('internal/errors/errors');

/**
 * A function that throws an error with its name, whether it is called,
 * constructed or extended.
 * @param {string} name as programs write it: 'net.BlockList'
 */
function unavailable(name) {
  const own = name.slice(name.lastIndexOf('.') + 1);
  return {
    [own]: function() {
      throw new ERR_METHOD_NOT_IMPLEMENTED(`${name}()`);
    },
  }[own];
}

/**
 * An object that can be passed on and given properties, and throws an error with
 * its name when anything is read from it that it was not given.
 * @param {string} name as programs write it: 'http.globalAgent'
 */
function unavailableObject(name) {
  return new Proxy({}, {
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
