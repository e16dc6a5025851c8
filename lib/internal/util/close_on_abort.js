'use strict';

/** The option `signal` of what has close() and emits 'close'. */

/**
 * Has a signal close something; asynchronously, if it is aborted already.
 * @param {EventEmitter} closable
 * @param {AbortSignal} signal validated
 */
function closeOnAbort(closable, signal) {
  const close = () => closable.close();
  if (signal.aborted) {
    process.nextTick(close);
    return;
  }
  signal.addEventListener('abort', close, { once: true });
  closable.once('close', () => signal.removeEventListener('abort', close));
}

exports.closeOnAbort = closeOnAbort;
