'use strict';

/**
 * Signals as events of the process object.
 *
 * Native contract, binding 'signals':
 *   start(signum: number): number   watch the signal instead of its default
 *                                   action; a resource, or a negative errno.
 *                                   It does not keep the loop alive.
 *   stop(signal: number): void      back to the default action
 *   setCallbacks({ onSignal(slot: number, signum: number): void }): void
 *                                   in the context of the first listener
 */

const { signals, signalName } = require('internal/os/signals');
const {
  errnoException,
  codes: { ERR_INVALID_ARG_TYPE, ERR_UNKNOWN_SIGNAL },
} = require('internal/errors/errors');

const native = binding('signals');

/** The resources of those that are watched, by name. */
const watched = new Map();

function onSignal(slot, signum) {
  const name = signalName(signum);
  process.emit(name, name, signum);
}

function startListening(type) {
  if (typeof type !== 'string') return;
  const signum = signals[type];
  if (signum === undefined || watched.has(type)) return;
  const signal = native.start(signum);
  if (signal < 0) throw errnoException(signal, 'uv_signal_start');
  watched.set(type, signal);
}

function stopListening(type) {
  if (!watched.has(type) || process.listenerCount(type) > 0) return;
  native.stop(watched.get(type));
  watched.delete(type);
}

/** process.kill: sends `signal` (name, number, default SIGTERM) to `pid`. */
function kill(pid, signal) {
  // Numbers in strings are taken, as ever.
  // eslint-disable-next-line eqeqeq
  if (pid != (pid | 0)) throw new ERR_INVALID_ARG_TYPE('pid', 'number', pid);
  let number = signal;
  if (typeof signal !== 'number') {
    number = signals[signal || 'SIGTERM'];
    if (number === undefined) throw new ERR_UNKNOWN_SIGNAL(signal);
  }
  const error = process._kill(pid | 0, number);
  if (error) throw errnoException(error, 'kill');
  return true;
}

/** Makes listeners for a signal's name on `process` start the watching. */
function defineSignals(process) {
  const { kill: nativeKill } = binding('process');
  process._kill = (pid, signum) => nativeKill(pid | 0, signum | 0);
  process.kill = kill;
  process.on('newListener', startListening);
  process.on('removeListener', stopListening);
}

native.setCallbacks({ onSignal });

exports.defineSignals = defineSignals;
