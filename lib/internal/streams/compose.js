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
} = require('internal/errors/errors');
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
const { Held } = require('internal/streams/held');
const {
  ReadRelay,
  WebReadRelay,
  WebWriteRelay,
  WriteRelay,
} = require('internal/streams/relay');
const { eos } = require('internal/streams/end_of_stream');
const { pipeline } = require('internal/streams/pipeline');
const { Duplex } = require('internal/streams/duplex');

const gives = (step) =>
  isReadable(step) || isReadableStream(step) || isTransformStream(step);
const takes = (step) =>
  isWritable(step) || isWritableStream(step) || isTransformStream(step);

/** Each step that is a stream must be able to stand where it stands. */
function checkSteps(steps, given) {
  for (const [i, step] of steps.entries()) {
    if (!isNodeStream(step) && !isWebStream(step)) continue;
    const isLast = i === steps.length - 1;
    const missing = !isLast && !gives(step) ? 'readable' :
      i > 0 && !takes(step) ? 'writable' : undefined;
    if (missing !== undefined) {
      throw new ERR_INVALID_ARG_VALUE(
        `streams[${i}]`, given[i], `must be ${missing}`);
    }
  }
}

/** The Duplex that stands for several steps. */
class Composition {
  constructor(steps) {
    /** All steps are done, or one has failed. */
    this.isDone = false;
    /** The _destroy that waits for it. */
    this.closing = new Held();
    this.relays = [];

    const head = steps[0];
    this.tail = pipeline(...steps, (error) => this.finish(error));
    this.writes = Boolean(takes(head));
    this.reads = Boolean(gives(this.tail));
    this.duplex = new Duplex({
      writableObjectMode: Boolean(head?.writableObjectMode),
      readableObjectMode: Boolean(this.tail?.readableObjectMode),
      writable: this.writes,
      readable: this.reads,
    });
    this.duplex._destroy = (...args) => this.destroy(...args);
    if (this.writes) this.writeInto(head);
    if (this.reads) this.readFromTail();
  }

  writeInto(head) {
    const relay = isNodeStream(head) ? new WriteRelay(this.duplex, head) :
      new WebWriteRelay(
        this.duplex, isTransformStream(head) ? head.writable : head);
    this.relays.push(relay);
    // Where the last step fails without the pipeline hearing of it.
    eos(this.readableTail(), () => relay.finished());
  }

  readFromTail() {
    const Relay = isNodeStream(this.tail) ? ReadRelay : WebReadRelay;
    this.relays.push(new Relay(this.duplex, this.readableTail()));
  }

  readableTail() {
    return isTransformStream(this.tail) ? this.tail.readable : this.tail;
  }

  finish(error) {
    this.isDone = true;
    if (this.closing.release(error)) return;
    const isInert = !this.reads && !this.writes;
    if (error || isInert) this.duplex.destroy(error);
  }

  destroy(error, callback) {
    const reason = error || this.isDone ? error : new AbortError();
    for (const relay of this.relays) relay.drop();
    if (isNodeStream(this.tail)) destroyer(this.tail, reason);
    if (this.isDone) callback(reason);
    else this.closing.hold(callback);
  }
}

/**
 * @param {...(Stream|Iterable|AsyncIterable|Function)} streams
 * @returns {Duplex}
 */
function compose(...streams) {
  const { from } = require('internal/streams/duplexify');
  if (streams.length === 0) throw new ERR_MISSING_ARGS('streams');
  if (streams.length === 1) return from(streams[0]);
  const steps = streams.map((step, i) => {
    const isEnd = i === 0 || i === streams.length - 1;
    return isEnd && typeof step === 'function' ? from(step) : step;
  });
  checkSteps(steps, streams);
  return new Composition(steps).duplex;
}

module.exports = { compose };
