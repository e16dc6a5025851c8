'use strict';
/**
 * The state of a writable side: what waits to be written, and how far it is.
 *
 * @module internal/streams/writable_state
 */

const {
  commonFlags,
  defineFlags,
  kInitialFlags,
  takeOptions,
} = require('internal/streams/state');

/** The bits of WritableState.bits, each a boolean property too. */
const flags = {
  __proto__: null,
  ...commonFlags,
  /** end() was called. */
  ending: 1 << 10,
  /** end() has returned. */
  ended: 1 << 11,
  /** 'finish' was emitted. */
  finished: 1 << 12,
  /** write() returned false: 'drain' is owed. */
  needDrain: 1 << 13,
  /** _final was called. */
  finalCalled: 1 << 14,
  prefinished: 1 << 15,
  /** _write or _writev has not called back yet. */
  writing: 1 << 16,
  /** The queue is being written: no second walk. */
  bufferProcessing: 1 << 17,
  /** Strings become buffers before _write sees them. */
  decodeStrings: 1 << 18,
  /** All that waits in the queue is buffers. */
  allBuffers: 1 << 19,
  /** Nobody in the queue wants to be called back. */
  allNoop: 1 << 20,
  /** A tick is scheduled that finishes writes nobody waits for. */
  tickScheduled: 1 << 21,
};

class WritableState {
  /**
   * @param {object|undefined} options of the stream
   * @param {boolean} isDuplex
   */
  constructor(options, isDuplex) {
    this.bits = kInitialFlags | flags.decodeStrings | flags.allBuffers |
                flags.allNoop;
    this.highWaterMark = 0;
    /** @type {number} bytes, code units or objects not yet written */
    this.length = 0;
    /** @type {number} the part of it that is being written */
    this.writelen = 0;
    /** @type {number} calls of cork without uncork */
    this.corked = 0;
    /** @type {number} callbacks owed before the stream may finish */
    this.pendingcb = 0;
    /** @type {Function|null} the callback that _write gets */
    this.onwrite = null;
    /** @type {Function|null} who waits for the current write */
    this.writecb = null;
    /** @type {{chunk, encoding, callback}[]|null} from bufferedIndex on */
    this.buffered = null;
    this.bufferedIndex = 0;
    /** @type {object|null} callbacks to be called in the next tick */
    this.afterWriteTickInfo = null;
    /** @type {Function[]|null} callbacks of end() */
    this.onFinish = null;
    /** @type {Error|null} */
    this.errored = null;
    this.defaultEncoding = 'utf8';

    takeOptions(this, options, isDuplex, 'writableObjectMode',
                'writableHighWaterMark');
    if (options?.decodeStrings === false) this.bits &= ~flags.decodeStrings;
  }

  /** false where the side was switched off, else undefined. */
  get writable() {
    return (this.bits & flags.disabled) === 0 ? undefined : false;
  }

  set writable(value) {
    if (value) this.bits &= ~flags.disabled;
    else this.bits |= flags.disabled;
  }

  /** @type {number} chunks that wait */
  get bufferedRequestCount() {
    return this.buffered === null ?
      0 : this.buffered.length - this.bufferedIndex;
  }

  get buffer() {
    return this.getBuffer();
  }

  getBuffer() {
    return this.buffered === null ?
      [] : this.buffered.slice(this.bufferedIndex);
  }

  /** Queues a chunk behind the write in progress. */
  enqueue(chunk, encoding, callback, isNoop) {
    if (this.buffered === null) this.buffered = [];
    this.buffered.push({ chunk, encoding, callback });
    if (encoding !== 'buffer') this.bits &= ~flags.allBuffers;
    if (!isNoop) this.bits &= ~flags.allNoop;
  }

  resetBuffer() {
    this.buffered = null;
    this.bufferedIndex = 0;
    this.bits |= flags.allBuffers | flags.allNoop;
  }
}

defineFlags(WritableState.prototype, flags);

module.exports = { WritableState, writableFlags: flags };
