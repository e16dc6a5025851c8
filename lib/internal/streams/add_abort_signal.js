'use strict';
/**
 * addAbortSignal: an aborted signal destroys the stream.
 *
 * @module internal/streams/add_abort_signal
 */

const {
  AbortError,
  codes: { ERR_INVALID_ARG_TYPE },
} = require('internal/errors');
const { validateAbortSignal } = require('internal/validators');
const {
  isNodeStream,
  isWebStream,
} = require('internal/streams/utils');

/** Key of the function by which a web stream is made to fail. */
const kControllerError = Symbol.for('nodejs.webstream.controllerErrorFunction');

/** As addAbortSignal, for arguments that are known to be right. */
function attachSignal(signal, stream) {
  const { kDispose } = require('internal/dispose');
  const onAbort = isNodeStream(stream) ?
    () => stream.destroy(new AbortError(undefined, { cause: signal.reason })) :
    () => stream[kControllerError](
      new AbortError(undefined, { cause: signal.reason }));
  if (signal.aborted) {
    onAbort();
  } else {
    const { addAbortListener } = require('events');
    const listener = addAbortListener(signal, onAbort);
    require('internal/streams/end_of_stream').eos(
      stream, () => listener[kDispose]());
  }
  return stream;
}

/**
 * @template S
 * @param {AbortSignal} signal
 * @param {S} stream destroyed with an AbortError when the signal is aborted
 * @returns {S}
 */
function addAbortSignal(signal, stream) {
  if (signal === undefined) {
    throw new ERR_INVALID_ARG_TYPE('signal', 'AbortSignal', signal);
  }
  validateAbortSignal(signal, 'signal');
  if (!isNodeStream(stream) && !isWebStream(stream)) {
    throw new ERR_INVALID_ARG_TYPE(
      'stream', ['ReadableStream', 'WritableStream', 'Stream'], stream);
  }
  return attachSignal(signal, stream);
}

module.exports = { addAbortSignal, attachSignal };
