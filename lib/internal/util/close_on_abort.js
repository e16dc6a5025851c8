'use strict';

/** The option `signal` of what has close() and emits 'close'. */

/**
 * A signal that is aborted, or already is, closes what it was given to; never
 * before the caller goes on, but before what the caller queues then: a server
 * that was closed from the start does not say that it listens.
 * @param {EventEmitter} closable
 * @param {AbortSignal} signal validated
 */
function closeOnAbort(closable, signal) {
  if (signal.aborted) {
    process.nextTick(() => { closable.close(); });
    return;
  }
  const { addAbortListener } = require('events');
  const { kDispose } = require('internal/util/dispose');
  const listening = addAbortListener(signal, () => { closable.close(); });
  closable.once('close', () => { listening[kDispose](); });
}

exports.closeOnAbort = closeOnAbort;
