'use strict';
/**
 * compose: several steps seen as one Duplex, which writes to the first and
 * reads from the last.
 *
 * @module internal/streams/compose
 */

const {
  AbortError,
  codes: { ERR_INVALID_ARG_VALUE, ERR_MISSING_ARGS },
} = require('internal/errors');
const {
  isNodeStream,
  isReadable,
  isReadableStream,
  isTransformStream,
  isWebStream,
  isWritable,
  isWritableStream,
} = require('internal/streams/utils');
const { destroyer } = require('internal/streams/destroy');
const { eos } = require('internal/streams/end_of_stream');
const { pipeline } = require('internal/streams/pipeline');
const { Duplex } = require('internal/streams/duplex');

/** Each step that is a stream must be able to stand where it stands. */
function checkSteps(steps, given) {
  steps.forEach((step, i) => {
    if (!isNodeStream(step) && !isWebStream(step)) return;
    const reads = i < steps.length - 1;
    if (reads && !(isReadable(step) || isReadableStream(step) ||
                   isTransformStream(step))) {
      throw new ERR_INVALID_ARG_VALUE(
        `streams[${i}]`, given[i], 'must be readable');
    }
    if (i > 0 && !(isWritable(step) || isWritableStream(step) ||
                   isTransformStream(step))) {
      throw new ERR_INVALID_ARG_VALUE(
        `streams[${i}]`, given[i], 'must be writable');
    }
  });
}

/**
 * @param {...(Stream|Iterable|AsyncIterable|Function)} streams
 * @returns {Duplex}
 */
function compose(...streams) {
  const { from } = require('internal/streams/duplexify');
  if (streams.length === 0) throw new ERR_MISSING_ARGS('streams');
  if (streams.length === 1) return from(streams[0]);

  const given = streams.slice();
  if (typeof streams[0] === 'function') streams[0] = from(streams[0]);
  const lastIndex = streams.length - 1;
  if (typeof streams[lastIndex] === 'function') {
    streams[lastIndex] = from(streams[lastIndex]);
  }
  checkSteps(streams, given);

  let onDrain = null;
  let onFinish = null;
  let onReadable = null;
  let onClose = null;
  let isDone = false;

  function onDone(error) {
    isDone = true;
    const callback = onClose;
    onClose = null;
    if (callback !== null) callback(error);
    else if (error) composed.destroy(error);
    else if (!reads && !writes) composed.destroy();
  }

  const head = streams[0];
  const tail = pipeline(...streams, onDone);
  const writes = Boolean(
    isWritable(head) || isWritableStream(head) || isTransformStream(head));
  const reads = Boolean(
    isReadable(tail) || isReadableStream(tail) || isTransformStream(tail));

  const composed = new Duplex({
    writableObjectMode: Boolean(head?.writableObjectMode),
    readableObjectMode: Boolean(tail?.readableObjectMode),
    writable: writes,
    readable: reads,
  });

  if (writes) {
    if (isNodeStream(head)) writeIntoStream();
    else writeIntoWebStream(isTransformStream(head) ? head.writable : head);
    // Where the last step fails without the pipeline hearing of it.
    const watched = isTransformStream(tail) ? tail.readable : tail;
    eos(watched, () => {
      if (onFinish === null) return;
      const callback = onFinish;
      onFinish = null;
      callback();
    });
  }
  if (reads) {
    if (isNodeStream(tail)) readFromStream();
    else readFromWebStream(isTransformStream(tail) ? tail.readable : tail);
  }

  function writeIntoStream() {
    composed._write = (chunk, encoding, callback) => {
      if (head.write(chunk, encoding)) callback();
      else onDrain = callback;
    };
    composed._final = (callback) => {
      head.end();
      onFinish = callback;
    };
    head.on('drain', () => {
      if (onDrain === null) return;
      const callback = onDrain;
      onDrain = null;
      callback();
    });
  }

  function writeIntoWebStream(writable) {
    const writer = writable.getWriter();
    composed._write = async (chunk, encoding, callback) => {
      try {
        await writer.ready;
        writer.write(chunk).catch(() => {});
        callback();
      } catch (error) {
        callback(error);
      }
    };
    composed._final = async (callback) => {
      try {
        await writer.ready;
        writer.close().catch(() => {});
        onFinish = callback;
      } catch (error) {
        callback(error);
      }
    };
  }

  function readFromStream() {
    tail.on('readable', () => {
      if (onReadable === null) return;
      const read = onReadable;
      onReadable = null;
      read();
    });
    tail.on('end', () => composed.push(null));
    composed._read = () => {
      for (;;) {
        const chunk = tail.read();
        if (chunk === null) {
          onReadable = composed._read;
          return;
        }
        if (!composed.push(chunk)) return;
      }
    };
  }

  function readFromWebStream(readable) {
    const reader = readable.getReader();
    composed._read = async () => {
      for (;;) {
        try {
          const { value, done } = await reader.read();
          if (done) {
            composed.push(null);
            return;
          }
          if (!composed.push(value)) return;
        } catch {
          // The pipeline reports it.
          return;
        }
      }
    };
  }

  composed._destroy = (error, callback) => {
    if (!error && !isDone) error = new AbortError();
    onReadable = null;
    onDrain = null;
    onFinish = null;
    if (isNodeStream(tail)) destroyer(tail, error);
    if (isDone) callback(error);
    else onClose = callback;
  };
  return composed;
}

module.exports = { compose };
