'use strict';
/** Knows what is open, so that what stays open can be named. */

/** What of something that stays open tells why. */
const kShown = ['destroyed', 'readyState', 'readableFlowing', 'readableLength',
                'readableEnded', 'writableLength', 'writableEnded',
                'writableFinished', 'allowHalfOpen', 'bytesRead',
                'bytesWritten', 'remotePort'];

class Watch {
  /** What is open → what is said of it. */
  #open = new Map();
  #counts = { __proto__: null };

  /** Something that never happens in a right program, or a right runtime. */
  fault(what, error) {
    console.error(`CHAOS FAULT: ${what}: ${error?.stack ?? error}`);
  }

  /** Counts how often something happened, to show that it does. */
  count(what) {
    this.#counts[what] = (this.#counts[what] ?? 0) + 1;
  }

  /**
   * Something that must emit 'close' once, when its client has left.
   * @param {EventEmitter} emitter
   * @param {string} what
   */
  until(emitter, what) {
    if (this.#open.has(emitter)) return;
    this.#open.set(emitter, what);
    emitter.on('close', () => {
      if (!this.#open.delete(emitter)) {
        this.fault('closed twice', new Error(what));
      }
    });
  }

  /** What a handler has come to do, for the report. */
  note(emitter, what) {
    if (this.#open.has(emitter)) {
      this.#open.set(emitter, `${this.#open.get(emitter)}, ${what}`);
    }
  }

  state() {
    return {
      open: [...this.#open].map(([emitter, what]) => `${what}: ${
        kShown.filter((name) => emitter[name]).map((name) => (
          emitter[name] === true ? name : `${name} ${emitter[name]}`))
          .join(' ')}`),
      counts: this.#counts,
      resources: process.getActiveResourcesInfo(),
      rss: process.memoryUsage.rss(),
    };
  }
}

module.exports = { Watch };
