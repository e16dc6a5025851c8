'use strict';

/**
 * Promises that are rejected while nobody listens.
 *
 * V8 says when a promise is rejected without a handler and when one comes
 * later. Those that still have none when the queues are empty are reported, in
 * the mode that --unhandled-rejections chose.
 *
 * Native contract, binding 'task':
 *   detailString(value: any): string   a short text of the value; calls no
 *                                      function of the program
 *   triggerUncaught(error: any, fromPromise: boolean): void
 */

const { captureContext, runInContext } = require('internal/async/context');
const { enterExecution, leaveExecution } = require('internal/async/execution');
const { kPromiseId, kPromiseTrigger } = require('internal/async/ids');
const { addTurnPart } = require('internal/async/turn');
const native = binding('task');

const { kHandlerAddedLater, kRejectedWithoutHandler } = native;

/** Rejected promise → what is known of it, until it is handled. */
const unhandled = new WeakMap();
/** Not reported yet, in order of rejection. */
let pending = [];
/** Those that are being reported, and how many of them were. */
let batch = [];
let index = 0;
/** Reported, and handled since: [{promise, entry}]. */
const handledLater = [];
let lastId = 0;

let setFlag;

/** @param {(on: boolean) => void} fn says whether there is work here */
function setRejectionFlag(fn) {
  setFlag = fn;
}

/** Called by V8, in the middle of whatever runs. */
function promiseRejected(type, promise, reason) {
  if (type === kRejectedWithoutHandler) {
    const entry = {
      promise,
      reason,
      id: ++lastId,
      reported: false,
      context: captureContext(),
    };
    unhandled.set(promise, entry);
    pending.push(entry);
    setFlag(true);
  } else if (type === kHandlerAddedLater) {
    const entry = unhandled.get(promise);
    if (entry === undefined) return;
    unhandled.delete(promise);
    if (entry.reported) {
      handledLater.push(entry);
      setFlag(true);
    }
  }
}

/** The error in place of a reason that is none. */
class UnhandledPromiseRejection extends Error {
  constructor(reason) {
    super('This error originated either by throwing inside of an async ' +
          'function without a catch block, or by rejecting a promise which ' +
          'was not handled with .catch(). The promise rejected with the ' +
          `reason "${native.detailString(reason)}".`);
    this.code = 'ERR_UNHANDLED_REJECTION';
  }
}
Object.defineProperty(UnhandledPromiseRejection.prototype, 'name', {
  __proto__: null,
  value: 'UnhandledPromiseRejection',
  writable: true,
  configurable: true,
});

function asError(reason) {
  const { isErrorLike } = require('internal/errors/errors');
  return isErrorLike(reason) ? reason : new UnhandledPromiseRejection(reason);
}

function raise(entry) {
  // Reports the error from here, so that the other entries come after it.
  const error = asError(entry.reason);
  native.triggerUncaught(error, true);
}

function emitUnhandled(entry) {
  return process.emit('unhandledRejection', entry.reason, entry.promise);
}

function warn(entry) {
  const warning = new Error(
    'Unhandled promise rejection. This error originated either by throwing ' +
    'inside of an async function without a catch block, or by rejecting a ' +
    'promise which was not handled with .catch(). To terminate the node ' +
    'process on unhandled promise rejection, use the CLI flag ' +
    '`--unhandled-rejections=strict` (see https://nodejs.org/api/cli.html#' +
    `cli_unhandled_rejections_mode). (rejection id: ${entry.id})`);
  warning.name = 'UnhandledPromiseRejectionWarning';
  const { isErrorLike } = require('internal/errors/errors');
  if (isErrorLike(entry.reason)) {
    warning.stack = entry.reason.stack;
    process.emitWarning(String(entry.reason.stack), warning.name);
  } else {
    process.emitWarning(
      native.detailString(entry.reason), warning.name);
  }
  process.emitWarning(warning);
}

/** What each mode of --unhandled-rejections does with one entry. */
const modes = {
  __proto__: null,
  'throw': (entry) => {
    if (!emitUnhandled(entry)) raise(entry);
  },
  'strict': (entry) => {
    raise(entry);
    if (!emitUnhandled(entry)) warn(entry);
  },
  'warn': (entry) => {
    emitUnhandled(entry);
    warn(entry);
  },
  'none': emitUnhandled,
  'warn-with-error-code': (entry) => {
    if (emitUnhandled(entry)) return;
    warn(entry);
    process.exitCode = 1;
  },
};

function currentMode() {
  const { getOptionValue } = require('internal/process/options');
  return modes[getOptionValue('--unhandled-rejections')] ?? modes.throw;
}

function reportHandledLater(entry) {
  if (process.emit('rejectionHandled', entry.promise)) return;
  const warning = new Error(
    `Promise rejection was handled asynchronously (rejection id: ${entry.id})`);
  warning.name = 'PromiseRejectionHandledWarning';
  warning.id = entry.id;
  process.emitWarning(warning);
}

/** As if the promise's own reaction did it. */
function report(entry, mode) {
  const { promise, context } = entry;
  const id = promise[kPromiseId];
  if (id === undefined) {
    runInContext(context, mode, undefined, [entry]);
    return;
  }
  enterExecution(id, promise[kPromiseTrigger], promise);
  try {
    runInContext(context, mode, undefined, [entry]);
  } finally {
    leaveExecution();
  }
}

/**
 * Reports what is pending. Listeners may queue ticks and reject more.
 * @returns {boolean} true if something was reported: the queues may have work
 */
function processRejections() {
  setFlag(false);
  let any = handledLater.length > 0;
  batch = pending;
  index = 0;
  pending = [];
  let mode;
  try {
    // Each is reported once, also if its report is the last thing done here.
    for (let left = handledLater.length; left > 0; left--) {
      reportHandledLater(handledLater.shift());
    }
    while (index < batch.length) {
      const entry = batch[index++];
      // A handler came before the queues were empty.
      if (unhandled.get(entry.promise) !== entry) continue;
      entry.reported = true;
      any = true;
      mode ??= currentMode();
      report(entry, mode);
    }
  } finally {
    leaveBatch();
  }
  return any || pending.length > 0;
}

/** What was not reported waits again. */
function leaveBatch() {
  if (index < batch.length) pending = batch.slice(index).concat(pending);
  batch = [];
  index = 0;
  if (pending.length > 0 || handledLater.length > 0) setFlag(true);
}

addTurnPart({
  name: 'process/promises',
  reset: leaveBatch,
  isFresh: () => batch.length === 0,
});

exports.setRejectionFlag = setRejectionFlag;
exports.promiseRejected = promiseRejected;
exports.processRejections = processRejections;
