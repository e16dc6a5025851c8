'use strict';
/**
 * The listeners of one emitter by event name.
 *
 * A map inherits nothing, so that any name can be an event. A class of maps may
 * have some events preset to undefined; those are never deleted, which keeps
 * the shape that its instances share.
 *
 * @module internal/events/listener_map
 */

/** Key on a class's prototype: a table of the events that are preset. */
const kPreset = Symbol('kPreset');

/** What util.inspect shows: what a map stands for, not that it is one. */
function plainCopy() {
  return Object.assign(Object.create(null), this);
}

function prototypeWith(preset) {
  return Object.create(null, {
    [kPreset]: { __proto__: null, value: preset },
    [Symbol.for('nodejs.util.inspect.custom')]: {
      __proto__: null,
      value: plainCopy,
    },
  });
}

function ListenerMap() {}
ListenerMap.prototype = prototypeWith(undefined);

/** Makes a constructor whose fields are events one of listener maps. */
function presetListeners(Class) {
  const names = { __proto__: null };
  Class.prototype = prototypeWith(names);
  for (const name of Object.keys(new Class())) names[name] = true;
}

module.exports = { ListenerMap, kPreset, presetListeners };
