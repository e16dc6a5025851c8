'use strict';

/** fs.watchFile: files that are looked at again and again. */

const path = require('path');
const EventEmitter = require('events');
const { AsyncFrame } = require('internal/async/execution');
const { toPath } = require('internal/fs/paths');
const { BigIntStats, Stats } = require('internal/fs/stats');
const { validateFunction, validateUint32 } =
  require('internal/util/validators');

const kDefaultInterval = 5007; // ms

/** What is told of a file that is not there. */
function nothing(bigint) {
  const Type = bigint ? BigIntStats : Stats;
  return new Type(...Array(14).fill(bigint ? 0n : 0));
}

/** What a change shows in. Reading a file is none. */
const kCompared = ['mtimeMs', 'ctimeMs', 'birthtimeMs', 'size', 'mode', 'uid',
                   'gid', 'ino', 'dev'];

/** What fs.watchFile returns: 'change' (current, previous), 'stop'. */
class StatWatcher extends EventEmitter {
  #file;
  #bigint;
  #interval;
  #refed = true;
  #timer = null;
  #stopped = false;
  /** What was there last; undefined before the first look. */
  #last;
  #wasThere = true;
  #frame = new AsyncFrame('STATWATCHER', this);

  constructor(file, { bigint, interval }) {
    super();
    this.#file = file;
    this.#bigint = bigint;
    this.#interval = interval;
    this.#look();
  }

  #look() {
    const start = Date.now();
    require('fs').stat(this.#file, { bigint: this.#bigint }, (error, stats) => {
      if (this.#stopped) return;
      this.#compare(error ? null : stats);
      if (this.#stopped) return;
      // As often as asked for, however long a look takes.
      const interval = this.#interval || 1;
      const wait = interval - (Date.now() - start) % interval;
      this.#timer = setTimeout(() => this.#look(), wait);
      if (!this.#refed) this.#timer.unref();
    });
  }

  /** @param {?Stats} found null: nothing can be seen */
  #compare(found) {
    const current = found ?? nothing(this.#bigint);
    const previous = this.#last;
    const wasThere = this.#wasThere;
    this.#last = current;
    this.#wasThere = found !== null;
    if (previous === undefined) {
      // Only that there is nothing is news.
      if (found === null) this.#tell(current, nothing(this.#bigint));
    } else if (found === null ? wasThere :
      !wasThere || kCompared.some((key) => current[key] !== previous[key])) {
      this.#tell(current, previous);
    }
  }

  #tell(current, previous) {
    this.#frame.run(this.emit, this, 'change', current, previous);
  }

  stop() {
    if (this.#stopped) return;
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#frame.end();
    if (watchers.get(this.#file) === this) watchers.delete(this.#file);
    process.nextTick(() => this.emit('stop'));
  }

  ref() {
    this.#refed = true;
    this.#timer?.ref();
    return this;
  }

  unref() {
    this.#refed = false;
    this.#timer?.unref();
    return this;
  }
}

/** One a file, by its absolute path. */
const watchers = new Map();

function resolve(filename) {
  return path.resolve(String(toPath(filename, 'filename')));
}

/**
 * @param {string|Buffer|URL} filename
 * @param {object} [options]
 * @param {boolean} [options.bigint] kind of the stats
 * @param {number} [options.interval] ms between two looks
 * @param {boolean} [options.persistent] whether it keeps the process alive
 * @param {function(Stats, Stats)} listener with what is and what was
 * @returns {StatWatcher}
 */
function watchFile(filename, options, listener) {
  const file = resolve(filename);
  if (options === null || typeof options !== 'object') {
    listener = options;
    options = {};
  }
  validateFunction(listener, 'listener');
  const { bigint = false, interval = kDefaultInterval, persistent = true } =
    options;
  validateUint32(interval, 'interval');
  let watcher = watchers.get(file);
  if (watcher === undefined) {
    watcher = new StatWatcher(file, { bigint, interval });
    watchers.set(file, watcher);
    if (!persistent) watcher.unref();
  } else if (persistent) {
    watcher.ref();
  }
  watcher.on('change', listener);
  return watcher;
}

/**
 * @param {string|Buffer|URL} filename
 * @param {Function} [listener] the one that is to go; all, if it is not given
 */
function unwatchFile(filename, listener) {
  const watcher = watchers.get(resolve(filename));
  if (watcher === undefined) return;
  if (typeof listener === 'function') {
    watcher.removeListener('change', listener);
  } else {
    watcher.removeAllListeners('change');
  }
  if (watcher.listenerCount('change') === 0) watcher.stop();
}

exports.unwatchFile = unwatchFile;
exports.watchFile = watchFile;
