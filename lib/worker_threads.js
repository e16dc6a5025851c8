'use strict';

/**
 * node:worker_threads, as seen by the only thread there is so far.
 */

const { EventTarget } = require('web/event_target');
const { NodeEventTarget } = require('web/node_event_target');
const { addAbsent } = require('internal/util/absent');

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

module.exports = addAbsent('worker_threads', {
  functions: `
    moveMessagePortToContext/0 postMessageToThread/4 receiveMessageOnPort/1`,
  classes: {
    BroadcastChannel: {
      length: 1,
      extends: EventTarget,
      methods: 'close postMessage ref unref',
      accessors: 'onmessage onmessageerror',
    },
    MessageChannel: {},
    MessagePort: {
      extends: NodeEventTarget,
      methods: 'close hasRef postMessage ref start unref',
      accessors: 'onmessage onmessageerror',
    },
    Worker: {
      length: 1,
      extends: require('events'),
      methods: `
        cpuUsage getHeapSnapshot getHeapStatistics postMessage ref
        startCpuProfile startHeapProfile terminate unref`,
      accessors: 'resourceLimits stderr stdin stdout threadId threadName',
    },
  },
  instances: { locks: { of: 'LockManager', methods: 'query request' } },
}, {
  isMainThread: true,
  isInternalThread: false,
  parentPort: null,
  workerData: null,
  threadId: 0,
  threadName: '',
  resourceLimits: {},
  SHARE_ENV: Symbol.for('nodejs.worker_threads.SHARE_ENV'),
  getEnvironmentData,
  setEnvironmentData,
  markAsUntransferable,
  markAsUncloneable: markAsUntransferable,
  isMarkedAsUntransferable,
});
