'use strict';
/**
 * Cloneable: the base of classes whose instances structuredClone() copies.
 *
 *   class Point extends Cloneable {
 *     [kClone]() { return a copy; }
 *   }
 *
 * The serializer of V8 looks into no instance, but has its copy made.
 *
 * @module web/cloneable
 */

const native = binding('structured_clone');

/** The method that makes the copy. */
const kClone = Symbol('clone');

function Cloneable() {
  return Object.setPrototypeOf(native.createHost(), new.target.prototype);
}
// Nobody sees that there is such a base.
Cloneable.prototype = Object.prototype;

module.exports = { Cloneable, kClone };
