'use strict';

/** Stands in for what Node.js has and Rondo has not got yet. */

const { codes: { ERR_METHOD_NOT_IMPLEMENTED } } = require('internal/errors');

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

module.exports = { unavailable };
