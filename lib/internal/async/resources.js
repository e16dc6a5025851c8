'use strict';

/**
 * The objects that stand for native resources (runtime/env/resource.h).
 *
 * A resource's id is never used twice, and may be kept for ever: it goes down with
 * each call. What native calls names it by its slot, a small integer that is its
 * own while it lives.
 *
 * Native contract, binding 'task':
 *   kSlotMask: number   the bits of an id that are its slot
 */

const { kSlotMask } = binding('task');

/** By slot; what has none is undefined. */
const objects = [];

/**
 * @param {number} id
 * @param {object} object
 */
function addResource(id, object) {
  const slot = id & kSlotMask;
  // Without holes V8 has it as an array.
  while (objects.length < slot) objects.push(undefined);
  objects[slot] = object;
}

/**
 * Before the resource's last callback has returned, or with the call that ends it.
 * @param {number} id or its slot
 * @returns {object}
 */
function removeResource(id) {
  const slot = id & kSlotMask;
  const object = objects[slot];
  objects[slot] = undefined;
  return object;
}

exports.objects = objects;
exports.addResource = addResource;
exports.removeResource = removeResource;
