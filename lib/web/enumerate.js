'use strict';
/**
 * How the properties of the web's classes are defined.
 *
 * @module web/enumerate
 */

/** Marks accessors and methods enumerable, as Web IDL has them. */
function enumerate(object, names) {
  for (const name of names) {
    Object.defineProperty(object, name, {
      __proto__: null, enumerable: true,
    });
  }
}

module.exports = { enumerate };
