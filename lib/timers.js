'use strict';

/**
 * node:timers. The machinery is in internal/timers/timers.
 */

// Its functions are parameters of every module that loads after it.
require('internal/timers/timers');

const kCustomPromisify = Symbol.for('nodejs.util.promisify.custom');

function promisified(target, name) {
  Object.defineProperty(target, kCustomPromisify, {
    __proto__: null,
    enumerable: true,
    get() {
      return require('timers/promises')[name];
    },
  });
}

promisified(setTimeout, 'setTimeout');
promisified(setImmediate, 'setImmediate');

module.exports = {
  setTimeout,
  clearTimeout,
  setImmediate,
  clearImmediate,
  setInterval,
  clearInterval,
};

Object.defineProperty(module.exports, 'promises', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    return require('timers/promises');
  },
});
