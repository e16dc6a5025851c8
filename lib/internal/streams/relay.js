'use strict';
/**
 * Relays: an outer stream whose sides are those of other streams. What is
 * written to it goes into one, what is read from it comes out of another.
 *
 * @module internal/streams/relay
 */

const { Held } = require('internal/streams/held');

/** Writes what is written to `outer` to another Node stream. */
class WriteRelay {
  /**
   * @param {Duplex} outer gets _write and _final
   * @param {Writable} inner
   */
  constructor(outer, inner) {
    this.inner = inner;
    /** The write that waits for room. */
    this.full = new Held();
    /** The end that waits for 'finish'. */
    this.ending = new Held();
    inner.on('drain', () => this.full.release());
    outer._write = (...args) => this.write(...args);
    outer._final = (callback) => this.end(callback);
  }

  write(chunk, encoding, callback) {
    if (this.inner.write(chunk, encoding)) callback();
    else this.full.hold(callback);
  }

  end(callback) {
    this.inner.end();
    this.ending.hold(callback);
  }

  /** The inner stream has finished. */
  finished() {
    this.ending.release();
  }

  /** Calls nobody back any more. */
  drop() {
    this.full.drop();
    this.ending.drop();
  }
}

/** Has what is read from `outer` read from another Node stream. */
class ReadRelay {
  /**
   * @param {Duplex} outer gets _read
   * @param {Readable} inner
   */
  constructor(outer, inner) {
    this.outer = outer;
    this.inner = inner;
    /** The read that waits for data. */
    this.empty = new Held();
    this.onRead = () => this.read();
    inner.on('readable', () => this.empty.release());
    inner.on('end', () => outer.push(null));
    outer._read = this.onRead;
  }

  read() {
    const { outer, inner } = this;
    let chunk = inner.read();
    while (chunk !== null && outer.push(chunk)) chunk = inner.read();
    if (chunk === null) this.empty.hold(this.onRead);
  }

  drop() {
    this.empty.drop();
  }
}

/** As WriteRelay, into a web stream. */
class WebWriteRelay {
  constructor(outer, inner) {
    this.writer = inner.getWriter();
    this.ending = new Held();
    outer._write = (chunk, encoding, callback) => {
      this.whenReady(callback, () => {
        this.writer.write(chunk).catch(() => {});
        callback();
      });
    };
    outer._final = (callback) => {
      this.whenReady(callback, () => {
        this.writer.close().catch(() => {});
        this.ending.hold(callback);
      });
    };
  }

  /** @param {function(Error)} callback told when there is no use in it */
  async whenReady(callback, step) {
    try {
      await this.writer.ready;
      step();
    } catch (error) {
      callback(error);
    }
  }

  finished() {
    this.ending.release();
  }

  drop() {
    this.ending.drop();
  }
}

/** As ReadRelay, from a web stream. */
class WebReadRelay {
  constructor(outer, inner) {
    this.outer = outer;
    this.reader = inner.getReader();
    // The pipeline reports what fails.
    outer._read = () => this.read().catch(() => {});
  }

  async read() {
    let wantsMore = true;
    while (wantsMore) {
      const { value, done } = await this.reader.read();
      wantsMore = this.outer.push(done ? null : value) && !done;
    }
  }

  drop() {}
}

module.exports = { ReadRelay, WebReadRelay, WebWriteRelay, WriteRelay };
