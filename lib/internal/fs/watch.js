'use strict';

/**
 * fs.watch: changes of files, of what stands in directories, and of trees.
 *
 * Native contract, binding 'fs_watch' (inotify):
 *   add(path: string): number   a watch, which keeps the loop alive; < 0: a
 *                               negative errno
 *   remove(watch), setRef(watch, on)
 *   setCallbacks({ onChange(slot, renamed: boolean, name: string) })
 *                               name: of an entry of the watched directory, a
 *                               character a byte; '' for what is watched itself
 */

const { ENOSPC } = require('internal/errors/errno').negated;
const path = require('path');
const EventEmitter = require('events');
const {
  AbortError,
  codes: {
    ERR_FS_WATCH_QUEUE_OVERFLOW,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
  },
  uvException,
} = require('internal/errors/errors');
const { addResource, objects, removeResource } =
  require('internal/async/resources');
const { encodingOf } = require('internal/buffer/buffer');
const { toOptions } = require('internal/fs/arguments');
const { toPath } = require('internal/fs/paths');
const { matchGlob } = require('internal/fs/glob_match');
const { closeOnAbort } = require('internal/util/close_on_abort');
const { isRegExp } = require('internal/util/types');
const {
  validateAbortSignal,
  validateBoolean,
  validateFunction,
  validateInteger,
  validateObject,
  validateOneOf,
} = require('internal/util/validators');

const native = binding('fs_watch');

// Fields that only this file knows.
const kOnChange = Symbol('kOnChange');

/** Entries of a tree that are looked at before the loop turns. */
const kEntriesAtOnce = 512;

native.setCallbacks({
  onChange(slot, renamed, name) {
    const { owner, watch } = objects[slot];
    owner[kOnChange](watch, renamed, Buffer.from(name, 'latin1'));
  },
});

function watchError(errno, file) {
  const error = uvException({
    errno,
    syscall: 'watch',
    path: file,
    message: errno === ENOSPC ?
      'System limit for number of file watchers reached' : undefined,
  });
  error.filename = file;
  return error;
}

/**
 * What decides that a name is not told of.
 * @returns {function(string): boolean}
 */
function toMatcher(pattern, name) {
  if (typeof pattern === 'function') return pattern;
  if (isRegExp(pattern)) return (filename) => pattern.test(filename);
  if (typeof pattern !== 'string') {
    throw new ERR_INVALID_ARG_TYPE(
      name, ['string', 'RegExp', 'Function', 'Array'], pattern);
  }
  if (pattern === '') {
    throw new ERR_INVALID_ARG_VALUE(
      name, pattern, 'must be a non-empty string');
  }
  // A pattern without slashes is for names wherever they stand.
  return pattern.includes('/') ?
    (filename) => matchGlob(filename, pattern, false) :
    (filename) => matchGlob(path.basename(filename), pattern, false);
}

function toMatchers(ignore) {
  if (ignore === undefined || ignore === null) return [];
  return Array.isArray(ignore) ?
    ignore.map((each, i) => toMatcher(each, `options.ignore[${i}]`)) :
    [toMatcher(ignore, 'options.ignore')];
}

/** What fs.watch returns: 'change' (eventType, filename), 'error', 'close'. */
class FSWatcher extends EventEmitter {
  /** The place of each watch below the root; '' is the root's. */
  #places = new Map();
  /** The other way round. */
  #watches = new Map();
  #root;
  #encoding;
  #ignores;
  #recursive;
  #refed;
  #closed = false;
  /** Directories to look into, the next one last. */
  #unseen = [];
  #isLooking = false;

  /**
   * @param {string} root
   * @param {object} options checked
   */
  constructor(root, { encoding, ignores, persistent, recursive }) {
    super();
    this.#root = root;
    this.#encoding = encoding;
    this.#ignores = ignores;
    this.#recursive = recursive;
    this.#refed = persistent;
    const errno = this.#add('');
    if (errno < 0) throw watchError(errno, root);
    if (recursive && require('fs').statSync(root).isDirectory()) {
      this.#addBelow('', false);
    }
  }

  /** @returns {number} < 0: a negative errno */
  #add(place) {
    const watch = native.add(path.join(this.#root, place));
    if (watch < 0) return watch;
    addResource(watch, { owner: this, watch });
    this.#places.set(watch, place);
    this.#watches.set(place, watch);
    if (!this.#refed) native.setRef(watch, false);
    return 0;
  }

  #remove(watch) {
    this.#watches.delete(this.#places.get(watch));
    this.#places.delete(watch);
    removeResource(watch);
    native.remove(watch);
  }

  /**
   * Watches the directories below one that is watched already.
   * @param {string} place
   * @param {boolean} tell of what is there: it came with its directory
   */
  #addBelow(place, tell) {
    this.#unseen.push({ place, tell, entries: null, next: 0 });
    if (!this.#isLooking) this.#look(true);
  }

  /**
   * Looks at some entries. A large tree is looked at bit by bit, and the loop
   * turns between two; of a small one all is watched at once.
   * @param {boolean} atOnce directories are read synchronously
   */
  #look(atOnce) {
    this.#isLooking = true;
    for (let count = 0; this.#unseen.length > 0 && !this.#closed;) {
      const directory = this.#unseen.at(-1);
      if (directory.entries === null) {
        if (!atOnce) return this.#readLater(directory);
        directory.entries = this.#read(directory.place);
      }
      if (directory.next === directory.entries.length) {
        this.#unseen.splice(this.#unseen.indexOf(directory), 1);
        continue;
      }
      if (count++ === kEntriesAtOnce) return this.#lookLater();
      this.#lookAt(directory, directory.entries[directory.next++]);
    }
    this.#isLooking = false;
  }

  #lookAt({ place, tell }, entry) {
    const below = path.join(place, entry.name);
    if (this.#isIgnored(below)) return;
    if (tell) this.#tell('rename', below);
    if (entry.isDirectory()) this.#addDirectory(below, tell);
  }

  #lookLater() {
    const immediate = setImmediate(() => this.#look(false));
    if (!this.#refed) immediate.unref();
  }

  #read(place) {
    try {
      return require('fs').readdirSync(
        path.join(this.#root, place), { withFileTypes: true });
    } catch {
      return []; // gone meanwhile; its parent tells
    }
  }

  #readLater(directory) {
    require('fs').readdir(
      path.join(this.#root, directory.place), { withFileTypes: true },
      (error, entries) => {
        directory.entries = error ? [] : entries;
        this.#look(false);
      });
  }

  #addDirectory(place, tell) {
    if (this.#closed || this.#watches.has(place)) return;
    const errno = this.#add(place);
    if (errno === ENOSPC) {
      this.emit('error', watchError(errno, path.join(this.#root, place)));
    } else if (errno === 0) {
      this.#addBelow(place, tell);
    }
  }

  /** A name of a tree came or went: so may have directories. */
  #follow(place) {
    let stats;
    try {
      stats = require('fs').lstatSync(path.join(this.#root, place));
    } catch {
      // Gone, or not ours to look at.
    }
    if (stats?.isDirectory()) {
      this.#addDirectory(place, true);
      return;
    }
    for (const [each, watch] of this.#watches) {
      if (each === place || each.startsWith(`${place}/`)) this.#remove(watch);
    }
  }

  #isIgnored(filename) {
    return this.#ignores.some((matches) => matches(filename));
  }

  /** @param {Buffer} name */
  [kOnChange](watch, renamed, name) {
    const place = this.#places.get(watch);
    // A directory of a tree: its parent has told.
    if (name.length === 0 && place !== '') return;
    const filename = name.length === 0 ? path.basename(this.#root) :
      path.join(place, name.toString());
    if (this.#isIgnored(filename)) return;
    this.#tell(renamed ? 'rename' : 'change', filename,
               place === '' ? name : null);
    if (renamed && this.#recursive && name.length > 0 && !this.#closed) {
      this.#follow(filename);
    }
  }

  /** @param {?Buffer} bytes of the filename, if they are known */
  #tell(eventType, filename, bytes = null) {
    const encoding = this.#encoding;
    if (encoding && encoding !== 'utf8' && encoding !== 'utf-8') {
      const buffer = bytes?.length > 0 ? bytes : Buffer.from(filename);
      filename = encoding === 'buffer' ? buffer : buffer.toString(encoding);
    }
    this.emit('change', eventType, filename);
  }

  /** Nothing is told any more, but 'close'. */
  close() {
    if (this.#closed) return;
    this.#closed = true;
    for (const watch of [...this.#places.keys()]) this.#remove(watch);
    process.nextTick(() => this.emit('close'));
  }

  ref() {
    return this.#setRef(true);
  }

  unref() {
    return this.#setRef(false);
  }

  #setRef(on) {
    this.#refed = on;
    for (const watch of this.#places.keys()) native.setRef(watch, on);
    return this;
  }
}

/** The options that both forms share, checked. */
function checkOptions(options) {
  const { persistent = true, recursive = false, encoding = 'utf8', signal,
          ignore } = options;
  validateBoolean(persistent, 'options.persistent');
  validateBoolean(recursive, 'options.recursive');
  if (encoding && encoding !== 'buffer' && encodingOf(encoding) === undefined) {
    throw new ERR_INVALID_ARG_VALUE('options.encoding', encoding);
  }
  if (signal !== undefined) validateAbortSignal(signal, 'options.signal');
  return { persistent, recursive, encoding, signal,
           ignores: toMatchers(ignore) };
}

/**
 * @param {string|Buffer|URL} filename
 * @param {object|string} [options] or the encoding of the names
 * @param {function(string, string|Buffer): void} [listener] of 'change'
 * @returns {FSWatcher}
 */
function watch(filename, options, listener) {
  if (typeof options === 'function') listener = options;
  const file = String(toPath(filename, 'filename'));
  const checked = checkOptions(toOptions(options, {}));
  if (listener !== undefined) validateFunction(listener, 'listener');
  const watcher = new FSWatcher(file, checked);
  if (listener !== undefined) watcher.on('change', listener);
  if (checked.signal !== undefined) closeOnAbort(watcher, checked.signal);
  return watcher;
}

/**
 * fs.promises.watch.
 * @param {string|Buffer|URL} filename
 * @param {object|string} [options] as of watch(), and maxQueue, overflow
 * @yields {{eventType: string, filename: string|Buffer}}
 */
async function* watchEvents(filename, options = {}) {
  const file = String(toPath(filename, 'filename'));
  if (typeof options === 'string') options = { encoding: options };
  validateObject(options, 'options');
  const checked = checkOptions(options);
  const { maxQueue = 2048, overflow = 'ignore' } = options;
  validateInteger(maxQueue, 'options.maxQueue');
  validateOneOf(overflow, 'options.overflow', ['ignore', 'throw']);
  const { signal } = checked;
  const throwIfAborted = () => {
    if (signal?.aborted) {
      throw new AbortError(undefined, { cause: signal.reason });
    }
  };
  throwIfAborted();

  const queue = [];
  let failure = null;
  /** @type {(value?: any) => void} */
  let wake = () => {};
  const watcher = new FSWatcher(file, checked);
  watcher.on('change', (eventType, name) => {
    if (queue.length < maxQueue) {
      queue.push({ __proto__: null, eventType, filename: name });
    } else if (overflow === 'throw') {
      failure ??= new ERR_FS_WATCH_QUEUE_OVERFLOW(maxQueue);
    } else {
      process.emitWarning('fs.watch maxQueue exceeded');
    }
    wake();
  });
  watcher.on('error', (error) => {
    failure ??= error;
    wake();
  });
  const onAbort = () => wake();
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    for (;;) {
      throwIfAborted();
      if (failure !== null) throw failure;
      while (queue.length > 0) yield queue.shift();
      if (failure === null && !signal?.aborted) {
        await new Promise((resolve) => { wake = resolve; });
      }
    }
  } finally {
    watcher.close();
    signal?.removeEventListener('abort', onAbort);
  }
}

exports.watch = watch;
exports.watchEvents = watchEvents;
