'use strict';
/**
 * Duplex.from: a Duplex on streams, promises, iterables and functions.
 *
 * @module internal/streams/duplexify
 */

const {
  AbortError,
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_RETURN_VALUE },
} = require('internal/errors');
const {
  isDuplexNodeStream,
  isIterable,
  isNodeStream,
  isReadable,
  isReadableNodeStream,
  isReadableStream,
  isWritable,
  isWritableNodeStream,
  isWritableStream,
} = require('internal/streams/utils');
const { destroyer } = require('internal/streams/destroy');
const { eos } = require('internal/streams/end_of_stream');
const { Readable } = require('internal/streams/readable');
const { Writable } = require('internal/streams/writable');
const { Duplex } = require('internal/streams/duplex');
const { from: iterableToReadable } = require('internal/streams/from');

/** A Duplex whose missing side may be switched off by the options. */
class Adapter extends Duplex {
  constructor(options) {
    super(options);
    // What a side that does not exist would still wait for.
    if (options?.readable === false) {
      this._readableState.readable = false;
      this._readableState.ended = true;
      this._readableState.endEmitted = true;
    }
    if (options?.writable === false) {
      this._writableState.writable = false;
      this._writableState.ending = true;
      this._writableState.ended = true;
      this._writableState.finished = true;
    }
  }
}

/**
 * @param {*} body a stream, a Blob, an iterable, a promise, a function of an
 *   async iterable, or {readable, writable}
 * @param {string} [name] how errors call it
 * @returns {Duplex}
 */
function from(body, name = 'body') {
  if (isDuplexNodeStream(body)) return body;
  if (isReadableNodeStream(body)) return fromPair({ readable: body });
  if (isWritableNodeStream(body)) return fromPair({ writable: body });
  if (isNodeStream(body)) return fromPair({ writable: false, readable: false });
  if (isReadableStream(body)) {
    return fromPair({ readable: Readable.fromWeb(body) });
  }
  if (isWritableStream(body)) {
    return fromPair({ writable: Writable.fromWeb(body) });
  }
  if (typeof body === 'function') return fromFunction(body, name);
  if (isBlob(body)) return from(body.arrayBuffer());
  if (isIterable(body)) {
    return iterableToReadable(
      Adapter, body, { objectMode: true, writable: false });
  }
  if (isReadableStream(body?.readable) && isWritableStream(body?.writable)) {
    return Adapter.fromWeb(body);
  }
  if (typeof body?.writable === 'object' ||
      typeof body?.readable === 'object') {
    const side = (value) => (
      value ? (isNodeStream(value) ? value : from(value)) : undefined
    );
    const readable = isReadableNodeStream(body.readable) ?
      body.readable : side(body.readable);
    const writable = isWritableNodeStream(body.writable) ?
      body.writable : side(body.writable);
    return fromPair({ readable, writable });
  }
  if (typeof body?.then === 'function') return fromPromise(body);
  throw new ERR_INVALID_ARG_TYPE(name, [
    'Blob', 'ReadableStream', 'WritableStream', 'Stream', 'Iterable',
    'AsyncIterable', 'Function', '{ readable, writable } pair', 'Promise',
  ], body);
}

function isBlob(value) {
  return value !== null && typeof value === 'object' &&
         typeof value.arrayBuffer === 'function' &&
         Object.prototype.toString.call(value) === '[object Blob]';
}

/** What a promise gives is one chunk. */
function fromPromise(promise) {
  let duplex;
  const settled = promise.then((value) => {
    if (value != null) duplex.push(value);
    duplex.push(null);
  }, (error) => {
    destroyer(duplex, error);
  });
  duplex = new Adapter({
    objectMode: true,
    writable: false,
    read() {},
  });
  void settled;
  return duplex;
}

function fromFunction(fn, name) {
  const { value, write, final, destroy } = writesAsIterable(fn);

  if (isIterable(value)) {
    // What the function yields is read, what it iterates over was written.
    return iterableToReadable(Adapter, value, {
      objectMode: true, write, final, destroy,
    });
  }
  const then = value?.then;
  if (typeof then === 'function') {
    // It only consumes: what it finally returns must be nothing.
    let duplex;
    const promise = then.call(value, (result) => {
      if (result != null) {
        throw new ERR_INVALID_RETURN_VALUE('nully', name, result);
      }
    }, (error) => {
      destroyer(duplex, error);
    });
    duplex = new Adapter({
      objectMode: true,
      readable: false,
      write,
      final(callback) {
        final(async () => {
          try {
            await promise;
            process.nextTick(callback, null);
          } catch (error) {
            process.nextTick(callback, error);
          }
        });
      },
      destroy,
    });
    return duplex;
  }
  throw new ERR_INVALID_RETURN_VALUE(
    'Iterable, AsyncIterable or AsyncFunction', name, value);
}

/** Calls a function with an iterable of what will be written. */
function writesAsIterable(fn) {
  const controller = new AbortController();
  const { signal } = controller;
  let deliver;
  let nextWrite = new Promise((resolve) => {
    deliver = resolve;
  });

  const value = fn((async function* () {
    for (;;) {
      const { chunk, done, callback } = await nextWrite;
      nextWrite = new Promise((resolve) => {
        deliver = resolve;
      });
      process.nextTick(callback);
      if (done) return;
      if (signal.aborted) {
        throw new AbortError(undefined, { cause: signal.reason });
      }
      yield chunk;
    }
  })(), { signal });

  return {
    value,
    write(chunk, encoding, callback) {
      deliver({ chunk, done: false, callback });
    },
    final(callback) {
      deliver({ done: true, callback });
    },
    destroy(error, callback) {
      controller.abort();
      callback(error);
    },
  };
}

/** A Duplex that reads from one stream and writes to another. */
function fromPair(pair) {
  const r = pair.readable && typeof pair.readable.read !== 'function' ?
    Readable.wrap(pair.readable) : pair.readable;
  const w = pair.writable;
  const readable = Boolean(isReadable(r));
  const writable = Boolean(isWritable(w));

  let onDrain = null;
  let onReadable = null;
  let onFinish = null;
  let onClose = null;

  const duplex = new Adapter({
    readableObjectMode: Boolean(r?.readableObjectMode),
    writableObjectMode: Boolean(w?.writableObjectMode),
    readable,
    writable,
  });

  // One side is over: the Duplex no longer waits for either to close.
  let anyOver = false;

  function over(error) {
    anyOver = true;
    const callback = onClose;
    onClose = null;
    if (callback !== null) callback(error);
    else if (error) duplex.destroy(error);
  }

  if (writable) {
    eos(w, (error) => {
      if (error) destroyer(r, error);
      over(error);
    });
    duplex._write = (chunk, encoding, callback) => {
      if (w.write(chunk, encoding)) callback();
      else onDrain = callback;
    };
    duplex._final = (callback) => {
      w.end();
      onFinish = callback;
    };
    w.on('drain', () => {
      if (onDrain === null) return;
      const callback = onDrain;
      onDrain = null;
      callback();
    });
    w.on('finish', () => {
      if (onFinish === null) return;
      const callback = onFinish;
      onFinish = null;
      callback();
    });
  }

  if (readable) {
    eos(r, (error) => {
      if (error) destroyer(r, error);
      over(error);
    });
    r.on('readable', () => {
      if (onReadable === null) return;
      const read = onReadable;
      onReadable = null;
      read();
    });
    r.on('end', () => duplex.push(null));
    duplex._read = () => {
      for (;;) {
        const chunk = r.read();
        if (chunk === null) {
          onReadable = duplex._read;
          return;
        }
        if (!duplex.push(chunk)) return;
      }
    };
  }

  duplex._destroy = (error, callback) => {
    if (!error && !anyOver) error = new AbortError();
    onReadable = null;
    onDrain = null;
    onFinish = null;
    if (anyOver) {
      callback(error);
      return;
    }
    onClose = callback;
    destroyer(w, error);
    destroyer(r, error);
  };
  return duplex;
}

module.exports = { from };
