'use strict';

/**
 * node:worker_threads, as seen by the only thread there is so far.
 */

const { codes: { ERR_METHOD_NOT_IMPLEMENTED } } =
  require('internal/errors');

function unavailable(name) {
  return class {
    constructor() {
      throw new ERR_METHOD_NOT_IMPLEMENTED(`worker_threads.${name}()`);
    }
  };
}

function unavailableFunction(name) {
  return () => {
    throw new ERR_METHOD_NOT_IMPLEMENTED(`worker_threads.${name}()`);
  };
}

/** Values by key that threads would inherit from this one. */
const environmentData = new Map();

function getEnvironmentData(key) {
  return environmentData.get(key);
}

function setEnvironmentData(key, value) {
  if (value === undefined) environmentData.delete(key);
  else environmentData.set(key, value);
}

const { kUntransferable } = require('internal/buffer/fast_buffer');

/** Keeps an object from being moved to another thread. */
function markAsUntransferable(object) {
  if ((typeof object !== 'object' && typeof object !== 'function') ||
      object === null) {
    return;
  }
  Object.defineProperty(object, kUntransferable, {
    __proto__: null, value: true, enumerable: false,
  });
}

function isMarkedAsUntransferable(object) {
  return object != null && object[kUntransferable] === true;
}

module.exports = {
  isMainThread: true,
  isInternalThread: false,
  parentPort: null,
  workerData: null,
  threadId: 0,
  threadName: '',
  resourceLimits: {},
  SHARE_ENV: Symbol.for('nodejs.worker_threads.SHARE_ENV'),
  Worker: unavailable('Worker'),
  MessageChannel: unavailable('MessageChannel'),
  MessagePort: unavailable('MessagePort'),
  BroadcastChannel: unavailable('BroadcastChannel'),
  getEnvironmentData,
  setEnvironmentData,
  markAsUntransferable,
  markAsUncloneable: markAsUntransferable,
  isMarkedAsUntransferable,
  moveMessagePortToContext: unavailableFunction('moveMessagePortToContext'),
  receiveMessageOnPort: unavailableFunction('receiveMessageOnPort'),
  postMessageToThread: unavailableFunction('postMessageToThread'),
};
