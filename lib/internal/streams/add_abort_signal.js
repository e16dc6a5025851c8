'use strict';
/**
 * addAbortSignal: an aborted signal destroys the stream.
 *
 * @module internal/streams/add_abort_signal
 */

const {
  AbortError,
  codes: { ERR_INVALID_ARG_TYPE },
} = require('internal/errors/errors');
const { validateAbortSignal } = require('internal/util/validators');
const {
  isNodeStream,
  isWebStream,
} = require('internal/streams/utils');

/** Key of the function by which a web stream is made to fail. */
const kControllerError = Symbol.for('nodejs.webstream.controllerErrorFunction');

/** Makes a stream of either kind fail. */
function fail(stream, error) {
  if (isNodeStream(stream)) stream.destroy(error);
  else stream[kControllerError](error);
}

/** As addAbortSignal, for arguments that are known to be right. */
function attachSignal(signal, stream) {
  const abort = () => {
    fail(stream, new AbortError(undefined, { cause: signal.reason }));
  };
  if (signal.aborted) {
    abort();
    return stream;
  }
  // These need this module themselves.
  const { addAbortListener } = require('events');
  const { eos } = require('internal/streams/end_of_stream');
  const { kDispose } = require('internal/util/dispose');
  const listening = addAbortListener(signal, abort);
  eos(stream, () => listening[kDispose]());
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
  if (isNodeStream(stream) || isWebStream(stream)) {
    return attachSignal(signal, stream);
  }
  throw new ERR_INVALID_ARG_TYPE(
    'stream', ['ReadableStream', 'WritableStream', 'Stream'], stream);
}

module.exports = { addAbortSignal, attachSignal };
