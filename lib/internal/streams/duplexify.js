'use strict';
/**
 * Duplex.from: a Duplex on streams, promises, iterables and functions.
 *
 * @module internal/streams/duplexify
 */

const {
  AbortError,
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_RETURN_VALUE },
} = require('internal/errors/errors');
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
const { Held } = require('internal/streams/held');
const { ReadRelay, WriteRelay } = require('internal/streams/relay');
const { from: iterableToReadable } = require('internal/streams/from');

/** What a Duplex can be made of, in the order in which it is asked. */
const kinds = [
  { is: isDuplexNodeStream, toDuplex: (duplex) => duplex },
  {
    is: isReadableNodeStream,
    toDuplex: (readable) => fromPair(readable, undefined),
  },
  {
    is: isWritableNodeStream,
    toDuplex: (writable) => fromPair(undefined, writable),
  },
  // An emitter that neither reads nor writes.
  { is: isNodeStream, toDuplex: () => fromPair(undefined, undefined) },
  {
    is: isReadableStream,
    toDuplex: (readable) => fromPair(Readable.fromWeb(readable), undefined),
  },
  {
    is: isWritableStream,
    toDuplex: (writable) => fromPair(undefined, Writable.fromWeb(writable)),
  },
  { is: (body) => typeof body === 'function', toDuplex: fromFunction },
  { is: isBlob, toDuplex: (blob) => from(blob.arrayBuffer()) },
  {
    is: isIterable,
    toDuplex: (iterable) => iterableToReadable(
      Duplex, iterable, { objectMode: true, writable: false }),
  },
  { is: isWebPair, toDuplex: (pair) => Duplex.fromWeb(pair) },
  {
    is: (body) => typeof body?.writable === 'object' ||
                  typeof body?.readable === 'object',
    toDuplex: ({ readable, writable }) => fromPair(
      toSide(readable, isReadableNodeStream),
      toSide(writable, isWritableNodeStream)),
  },
  { is: (body) => typeof body?.then === 'function', toDuplex: fromPromise },
];

/**
 * @param {*} body a stream, a Blob, an iterable, a promise, a function of an
 *   async iterable, or {readable, writable}
 * @param {string} [name] how errors call it
 * @returns {Duplex}
 */
function from(body, name = 'body') {
  const kind = kinds.find(({ is }) => is(body));
  if (kind !== undefined) return kind.toDuplex(body, name);
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

function isWebPair(body) {
  return isReadableStream(body?.readable) && isWritableStream(body?.writable);
}

/** One side of a pair, as a Node stream; undefined where there is none. */
function toSide(value, isSide) {
  if (!value) return undefined;
  return isSide(value) || isNodeStream(value) ? value : from(value);
}

/** What a promise gives is one chunk. */
function fromPromise(promise) {
  const duplex = new Duplex({
    objectMode: true,
    writable: false,
    read() {},
  });
  const push = (value) => {
    if (value != null) duplex.push(value);
    duplex.push(null);
  };
  promise.then(push, (error) => destroyer(duplex, error));
  return duplex;
}

/** What the function yields is read, what it iterates over was written. */
function fromFunction(fn, name) {
  const input = new WrittenChunks();
  const given = fn(input.chunks(), { signal: input.controller.signal });
  if (isIterable(given)) {
    return iterableToReadable(Duplex, given, {
      objectMode: true, ...input.methods(),
    });
  }
  if (typeof given?.then === 'function') {
    return fromConsumer(given, input, name);
  }
  throw new ERR_INVALID_RETURN_VALUE(
    'Iterable, AsyncIterable or AsyncFunction', name, given);
}

/** For a function that only consumes: what it finally returns is nothing. */
function fromConsumer(thenable, input, name) {
  let duplex;
  const settled = thenable.then((result) => {
    if (result != null) {
      throw new ERR_INVALID_RETURN_VALUE('nully', name, result);
    }
  }, (error) => destroyer(duplex, error));

  const { write, final, destroy } = input.methods();
  duplex = new Duplex({
    objectMode: true,
    readable: false,
    write,
    destroy,
    final(callback) {
      const finish = (error) => process.nextTick(callback, error);
      final(() => Promise.resolve(settled).then(() => finish(null), finish));
    },
  });
  return duplex;
}

/** What is written to a Duplex, as an iterable. */
class WrittenChunks {
  constructor() {
    this.controller = new AbortController();
    this.expectNext();
  }

  expectNext() {
    this.next = new Promise((resolve) => {
      this.deliver = resolve;
    });
  }

  async* chunks() {
    const { signal } = this.controller;
    for (;;) {
      const written = await this.next;
      this.expectNext();
      process.nextTick(written.callback);
      if (written.isEnd) return;
      if (signal.aborted) {
        throw new AbortError(undefined, { cause: signal.reason });
      }
      yield written.chunk;
    }
  }

  /** @returns {{write, final, destroy}} the options of the Duplex */
  methods() {
    return {
      write: (chunk, encoding, callback) => {
        this.deliver({ chunk, callback, isEnd: false });
      },
      final: (callback) => {
        this.deliver({ chunk: undefined, callback, isEnd: true });
      },
      destroy: (error, callback) => {
        this.controller.abort();
        callback(error);
      },
    };
  }
}

/** A Duplex that reads from one stream and writes to another. */
class Pair {
  constructor(readable, writable) {
    this.sides = { readable, writable };
    this.relays = [];
    /** One side is over: the Duplex no longer waits for either to close. */
    this.isOver = false;
    /** The _destroy that waits for it. */
    this.closing = new Held();

    const reads = isReadable(readable) === true;
    const writes = isWritable(writable) === true;
    this.duplex = new Duplex({
      readableObjectMode: Boolean(readable?.readableObjectMode),
      writableObjectMode: Boolean(writable?.writableObjectMode),
      readable: reads,
      writable: writes,
    });
    this.duplex._destroy = (...args) => this.destroy(...args);
    if (writes) {
      this.watch(writable);
      const relay = new WriteRelay(this.duplex, writable);
      writable.on('finish', () => relay.finished());
      this.relays.push(relay);
    }
    if (reads) {
      this.watch(readable);
      this.relays.push(new ReadRelay(this.duplex, readable));
    }
  }

  watch(side) {
    eos(side, (error) => {
      if (error) destroyer(this.sides.readable, error);
      this.isOver = true;
      if (!this.closing.release(error) && error) this.duplex.destroy(error);
    });
  }

  destroy(error, callback) {
    for (const relay of this.relays) relay.drop();
    if (this.isOver) {
      callback(error);
      return;
    }
    const reason = error || new AbortError();
    this.closing.hold(callback);
    destroyer(this.sides.writable, reason);
    destroyer(this.sides.readable, reason);
  }
}

function fromPair(readable, writable) {
  const isOld = readable && typeof readable.read !== 'function';
  return new Pair(isOld ? Readable.wrap(readable) : readable, writable).duplex;
}

module.exports = { from };
