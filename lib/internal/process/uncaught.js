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
} = require('internal/errors');
const current = require('internal/process/current');

const { setAbortOnUncaught } = binding('task');

const kGenericUserError = 1;

let capture = null;

/**
 * process.setUncaughtExceptionCaptureCallback: `fn` takes all uncaught errors
 * instead of the event; null ends that.
 */
function setUncaughtExceptionCaptureCallback(fn) {
  if (fn === null) {
    capture = null;
    setAbortOnUncaught(true);
    return;
  }
  if (typeof fn !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('fn', ['Function', 'null'], fn);
  }
  if (capture !== null) throw new ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET();
  capture = fn;
  setAbortOnUncaught(false);
}

function hasUncaughtExceptionCaptureCallback() {
  return capture !== null;
}

function onUncaught(error, fromPromise) {
  const origin = fromPromise ? 'unhandledRejection' : 'uncaughtException';
  current.process.emit('uncaughtExceptionMonitor', error, origin);
  if (capture !== null) {
    capture(error);
  } else if (!current.process.emit('uncaughtException', error, origin)) {
    enhanceStack(error);
    return emitFatalExit();
  }
  return true;
}

function emitFatalExit() {
  const { exitCodeOr } = require('internal/process/exit');
  try {
    if (!current.process._exiting) {
      current.process._exiting = true;
      current.process.exitCode = kGenericUserError;
      current.process.emit('exit', kGenericUserError);
    }
  } catch {
    // The first error is the one to report.
  }
  return exitCodeOr(kGenericUserError);
}

binding('task').setUncaughtCallback(onUncaught);

exports.setUncaughtExceptionCaptureCallback =
  setUncaughtExceptionCaptureCallback;
exports.hasUncaughtExceptionCaptureCallback =
  hasUncaughtExceptionCaptureCallback;
exports.onUncaught = onUncaught;
