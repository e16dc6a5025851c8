'use strict';

/**
 * The end of the process: exit codes, 'beforeExit' and 'exit'.
 *
 * Native contract, binding 'process':
 *   setCallbacks({ emitBeforeExit, emitExit }): void
 *     emitBeforeExit(): void    the loop has run dry; if it is alive again
 *                               afterwards, it goes on
 *     emitExit(): number        the loop is over; the process leaves with the
 *                               code returned
 *   reallyExit(code: number): never
 *     flushes corked sends and leaves at once, without returning to the loop
 */

const {
  captureStackTrace,
  codes: { ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE },
} = require('internal/errors/errors');
const { kHooks, state } = require('internal/async/ids');
const { addTurnPart } = require('internal/async/turn');
const { getOptionValue } = require('internal/process/options');
const native = binding('process');

/** What process.exitCode was set to; undefined when it was not. */
let exitCode;

/** Listeners of 'exit' are called: whatever becomes of that, nothing follows. */
let isLeaving = false;

/**
 * An exit code as a number.
 * @param {any} value integer, integer in a string, undefined or null
 * @param {string} name for the error
 */
function validateExitCode(value, name) {
  if (value === null || value === undefined) return;
  let number = value;
  if (typeof value === 'string' && value !== '') {
    number = Number(value);
    if (!Number.isInteger(number)) number = value;
  }
  if (typeof number !== 'number') {
    throw new ERR_INVALID_ARG_TYPE(name, 'number', value);
  }
  if (!Number.isInteger(number)) {
    throw new ERR_OUT_OF_RANGE(name, 'an integer', value);
  }
}

/** The code to leave with, unless the program set one. */
function exitCodeOr(fallback) {
  return exitCode === undefined || exitCode === null ? fallback :
    Number(exitCode) | 0;
}

/** --trace-exit: says who ended the process. */
function printExit(code) {
  const trace = {};
  captureStackTrace(trace, printExit);
  const frames = trace.stack.slice(trace.stack.indexOf('\n'));
  native.writeSync(2, `(${process.release.name}:${
    process.pid}) WARNING: Exited the environment with code ${code}${
    frames}\n`);
}

function emitExitEvent() {
  process._exiting = true;
  isLeaving = true;
  try {
    process.emit('exit', exitCodeOr(0));
  } finally {
    isLeaving = false;
  }
}

function exit(code) {
  if (arguments.length !== 0) process.exitCode = code;
  if (!process._exiting) {
    emitExitEvent();
  }
  if (getOptionValue('--trace-exit')) printExit(exitCodeOr(0));
  // Replaceable: programs and test runners do.
  process.reallyExit(exitCodeOr(0));
  // reallyExit returns in a worker, whose thread has to unwind.
}

/** Hooks of node:async_hooks are told before the end of what is over. */
function tellEnds() {
  if (state[kHooks] !== 0) require('internal/async/hooks').tellEnds();
}

function emitBeforeExit() {
  tellEnds();
  process.emit('beforeExit', exitCodeOr(0));
}

function emitExit() {
  if (!process._exiting) {
    tellEnds();
    emitExitEvent();
  }
  return exitCodeOr(0);
}

addTurnPart({
  name: 'process/exit',
  reset() {
    if (isLeaving) native.reallyExit(exitCodeOr(0));
  },
  isFresh: () => true,
});

/** Defines exit, exitCode and reallyExit on the process object. */
function defineExit(process) {
  process.exit = exit;
  process.reallyExit = (code) => native.reallyExit(code | 0);
  process._exiting = false;
  Object.defineProperty(process, 'exitCode', {
    __proto__: null,
    enumerable: true,
    configurable: false,
    get() {
      return exitCode;
    },
    set(value) {
      validateExitCode(value, 'code');
      exitCode = value ?? undefined;
    },
  });
}

native.setCallbacks({ emitBeforeExit, emitExit });

exports.defineExit = defineExit;
exports.exitCodeOr = exitCodeOr;
