'use strict';

/**
 * node:worker_threads, as seen by the only thread there is so far.
 */

const { unavailable } = require('internal/util/unavailable');

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
  Worker: unavailable('worker_threads.Worker'),
  MessageChannel: unavailable('worker_threads.MessageChannel'),
  MessagePort: unavailable('worker_threads.MessagePort'),
  BroadcastChannel: unavailable('worker_threads.BroadcastChannel'),
  getEnvironmentData,
  setEnvironmentData,
  markAsUntransferable,
  markAsUncloneable: markAsUntransferable,
  isMarkedAsUntransferable,
  moveMessagePortToContext: unavailable('worker_threads.moveMessagePortToContext'),
  receiveMessageOnPort: unavailable('worker_threads.receiveMessageOnPort'),
  postMessageToThread: unavailable('worker_threads.postMessageToThread'),
};
