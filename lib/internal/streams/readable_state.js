'use strict';
/**
 * The state of a readable side: what is buffered, and how far things are.
 *
 * @module internal/streams/readable_state
 */

const {
  commonFlags,
  defineFlags,
  kInitialFlags,
  takeOptions,
} = require('internal/streams/state');

/** The bits of ReadableState.bits, each a boolean property too. */
const flags = {
  __proto__: null,
  ...commonFlags,
  /** The source has ended: push(null). */
  ended: 1 << 10,
  endEmitted: 1 << 11,
  /** _read was called and has not pushed yet. */
  reading: 1 << 12,
  /** Somebody waits for 'readable'. */
  needReadable: 1 << 13,
  emittedReadable: 1 << 14,
  readableListening: 1 << 15,
  resumeScheduled: 1 << 16,
  multiAwaitDrain: 1 << 17,
  readingMore: 1 << 18,
  dataEmitted: 1 << 19,
};
/** `flowing` and `paused` are true, false, or null until decided. */
const kFlowingKnown = 1 << 20;
const kFlowing = 1 << 21;
const kPausedKnown = 1 << 22;
const kPaused = 1 << 23;

class ReadableState {
  /**
   * @param {object|undefined} options of the stream
   * @param {boolean} isDuplex
   */
  constructor(options, isDuplex) {
    this.bits = kInitialFlags;
    /** @type {Array} chunks, from bufferIndex on */
    this.buffer = [];
    this.bufferIndex = 0;
    /** @type {number} what is buffered: bytes, code units, or objects */
    this.length = 0;
    this.highWaterMark = 0;
    /** @type {object[]} destinations */
    this.pipes = noPipes;
    /** @type {object|Set|null} destinations that must drain */
    this.awaitDrainWriters = null;
    /** @type {Error|null} */
    this.errored = null;
    this.defaultEncoding = 'utf8';
    this.decoder = null;
    this.encoding = null;

    takeOptions(this, options, isDuplex, 'readableObjectMode',
                'readableHighWaterMark');
    const encoding = options?.encoding;
    if (encoding) {
      const { StringDecoder } = require('string_decoder');
      this.decoder = new StringDecoder(encoding);
      this.encoding = encoding;
    }
  }

  /** true: data is pushed to listeners; false: paused; null: undecided. */
  get flowing() {
    return (this.bits & kFlowingKnown) === 0 ?
      null : (this.bits & kFlowing) !== 0;
  }

  set flowing(value) {
    this.bits &= ~(kFlowingKnown | kFlowing);
    if (value != null) this.bits |= kFlowingKnown;
    if (value) this.bits |= kFlowing;
  }

  /** Whether pause() or resume() was called last; null: neither. */
  get paused() {
    return (this.bits & kPausedKnown) === 0 ?
      null : (this.bits & kPaused) !== 0;
  }

  set paused(value) {
    this.bits &= ~(kPausedKnown | kPaused);
    if (value != null) this.bits |= kPausedKnown;
    if (value) this.bits |= kPaused;
  }

  /** false where the side was switched off, else undefined. */
  get readable() {
    return (this.bits & flags.disabled) === 0 ? undefined : false;
  }

  set readable(value) {
    if (value) this.bits &= ~flags.disabled;
    else this.bits |= flags.disabled;
  }

  get pipesCount() {
    return this.pipes.length;
  }

  /** A destination is full: no data flows until it, and all others, drained. */
  awaitDrain(dest) {
    if (!this.pipes.includes(dest)) return;
    if (this.multiAwaitDrain) {
      this.awaitDrainWriters.add(dest);
    } else {
      this.awaitDrainWriters = dest;
    }
  }

  /** @returns {boolean} whether no destination is waited for any more */
  hasDrained(dest) {
    const { awaitDrainWriters: awaited } = this;
    if (this.multiAwaitDrain) {
      awaited.delete(dest);
      return awaited.size === 0;
    }
    if (awaited === dest) this.awaitDrainWriters = null;
    return this.awaitDrainWriters === null;
  }

  /** One more destination; from the second on, there is a set of the full. */
  addPipe(dest) {
    if (this.pipes.length === 0) {
      this.pipes = [dest];
      return;
    }
    this.pipes.push(dest);
    if (this.multiAwaitDrain) return;
    const { awaitDrainWriters: awaited } = this;
    this.awaitDrainWriters = new Set(awaited === null ? [] : [awaited]);
    this.multiAwaitDrain = true;
  }

  /** @returns {object[]} those that were removed: dest once, or all */
  removePipes(dest) {
    if (!dest) {
      const all = this.pipes;
      this.pipes = noPipes;
      return all;
    }
    const index = this.pipes.indexOf(dest);
    return index === -1 ? [] : this.pipes.splice(index, 1);
  }

  /** Takes the first chunk out of the buffer. */
  shift() {
    const { buffer, bufferIndex } = this;
    const chunk = buffer[bufferIndex];
    buffer[bufferIndex] = null;
    if (bufferIndex + 1 === buffer.length) {
      buffer.length = 0;
      this.bufferIndex = 0;
    } else if (bufferIndex + 1 > 1024) {
      buffer.splice(0, bufferIndex + 1);
      this.bufferIndex = 0;
    } else {
      this.bufferIndex = bufferIndex + 1;
    }
    return chunk;
  }

  /** Puts a chunk in front of the buffer. */
  unshift(chunk) {
    if (this.bufferIndex > 0) this.buffer[--this.bufferIndex] = chunk;
    else this.buffer.unshift(chunk);
  }

  /** Forgets what is buffered. */
  clear() {
    this.buffer.length = 0;
    this.bufferIndex = 0;
  }
}

/** The pipes of the many streams that have none. */
const noPipes = Object.freeze([]);

defineFlags(ReadableState.prototype, flags);

module.exports = {
  ReadableState,
  kFlowing,
  noPipes,
  readableFlags: flags,
};
