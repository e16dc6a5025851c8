'use strict';
/**
 * Carrier: private fields for objects that a class does not make itself, but
 * native code, or another constructor.
 *
 *   class Fields extends Carrier {
 *     #secret = 1;
 *     static has(object) { return #secret in object; }
 *   }
 *   new Fields(object);  // object has #secret now
 *
 * @module web/carrier
 */

/** The constructor of a subclass goes on with what this returns. */
function Carrier(object) {
  return object;
}

module.exports = { Carrier };
