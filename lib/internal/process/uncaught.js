'use strict';

/**
 * What becomes of an error that nobody caught.
 *
 * Native contract, binding 'task':
 *   setUncaughtCallback(onUncaught): void
 *     onUncaught(error: any, fromPromise: boolean): true | number
 *       true: a listener handled it. A number: nobody did; the 'exit' event
 *       was emitted already, native prints the error and leaves with that
 *       code. Should onUncaught itself throw, native prints what was thrown
 *       and leaves with 7.
 *   setAbortOnUncaught(on: boolean): void   whether the flag
 *       --abort-on-uncaught-exception takes effect; it does at first
 */

const {
  codes: {
    ERR_INVALID_ARG_TYPE,
    ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET,
  },
  enhanceStack,
} = require('internal/errors/errors');
const { leaveFailedTask } = require('internal/async/execution');

const { setAbortOnUncaught, triggerUncaught } = binding('task');

const kGenericUserError = 1;

let capture = null;
/** A hook of node:async_hooks has failed: nobody may take that. */
let inescapable = false;

/**
 * process.setUncaughtExceptionCaptureCallback: `fn` takes all uncaught errors
 * instead of the event; null ends that.
 */
function setUncaughtExceptionCaptureCallback(fn) {
  const isEnd = fn === null;
  if (!isEnd) {
    if (typeof fn !== 'function') {
      throw new ERR_INVALID_ARG_TYPE('fn', ['Function', 'null'], fn);
    }
    if (capture) throw new ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET();
  }
  capture = fn;
  setAbortOnUncaught(isEnd);
}

function hasUncaughtExceptionCaptureCallback() {
  return Boolean(capture);
}

/** @returns {boolean} whether somebody has taken the error */
function isTaken(error, origin) {
  process.emit('uncaughtExceptionMonitor', error, origin);
  if (!capture) return process.emit('uncaughtException', error, origin);
  capture(error);
  return true;
}

/** Ends the program with this error, whatever it listens to. */
function failInescapably(error) {
  inescapable = true;
  triggerUncaught(error, false);
  // Not a statement of the program's runs any more.
  binding('process').reallyExit(kGenericUserError);
}

function onUncaught(error, fromPromise) {
  const origin = fromPromise ? 'unhandledRejection' : 'uncaughtException';
  if (!inescapable && isTaken(error, origin)) {
    leaveFailedTask();
    return true;
  }
  enhanceStack(error);
  const { exitCodeOr } = require('internal/process/exit');
  try {
    announceExit();
  } catch {
    // The first error is the one to report.
  }
  return exitCodeOr(kGenericUserError);
}

function announceExit() {
  if (process._exiting) return;
  process._exiting = true;
  process.exitCode = kGenericUserError;
  process.emit('exit', kGenericUserError);
}

binding('task').setUncaughtCallback(onUncaught);

exports.setUncaughtExceptionCaptureCallback =
  setUncaughtExceptionCaptureCallback;
exports.hasUncaughtExceptionCaptureCallback =
  hasUncaughtExceptionCaptureCallback;
exports.failInescapably = failInescapably;
exports.onUncaught = onUncaught;
