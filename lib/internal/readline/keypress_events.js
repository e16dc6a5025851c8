'use strict';
/**
 * readline.emitKeypressEvents: 'keypress' events of a stream.
 *
 * @module internal/readline/keypress_events
 */

const { KeypressDecoder } = require('internal/readline/keypress_decoder');

/** How long an escape character waits for what may follow it, in ms. */
const kEscapeTimeout = 500;

/** Streams → what decodes them, from their first emitKeypressEvents on. */
const sources = new WeakMap();

/** What a stream sends, as long as somebody listens for keys. */
class KeypressSource {
  #stream;
  #characters;
  #keys = new KeypressDecoder();
  #timer;
  /** The interface that edits by these keys, if any. */
  reader;

  constructor(stream) {
    const { StringDecoder } = require('string_decoder');
    this.#stream = stream;
    this.#characters = new StringDecoder('utf8');
    if (stream.listenerCount('keypress') > 0) stream.on('data', this.#onData);
    else stream.on('newListener', this.#onNewListener);
  }

  #onNewListener = (event) => {
    if (event !== 'keypress') return;
    this.#stream.on('data', this.#onData);
    this.#stream.removeListener('newListener', this.#onNewListener);
  };

  #onData = (data) => {
    const stream = this.#stream;
    if (stream.listenerCount('keypress') === 0) {
      // Nobody is there: the stream is as it was until somebody comes.
      stream.removeListener('data', this.#onData);
      stream.on('newListener', this.#onNewListener);
      return;
    }
    const text = this.#characters.write(data);
    if (text === '') return;
    clearTimeout(this.#timer);
    try {
      this.#decode(text);
    } finally {
      if (this.reader !== undefined) this.reader.isCompletionEnabled = true;
      if (this.#keys.isAmbiguous) this.#flushLater();
    }
  };

  #decode(text) {
    let end = 0;
    for (const character of text) {
      end += character.length;
      // What comes at once was pasted: its tabs are no wish for completion, and
      // the line is drawn when its last character has come.
      if (this.reader !== undefined) {
        this.reader.isCompletionEnabled = end === text.length;
      }
      this.#emit(this.#keys.next(character));
    }
  }

  #flushLater() {
    this.#timer = setTimeout(
      () => { this.#emit(this.#keys.flush()); },
      this.reader?.escapeCodeTimeout ?? kEscapeTimeout);
  }

  /** @param {{sequence: string}} [key] */
  #emit(key) {
    if (key === undefined) return;
    const { sequence } = key;
    const isCharacter = sequence[0] !== '\x1b';
    this.#stream.emit('keypress', isCharacter ? sequence : undefined, key);
  }
}

/**
 * Has a stream emit 'keypress' for what it reads, until its end.
 *
 * @param {any} stream a Readable
 * @param {object} [reader] the interface that edits by these keys
 */
function emitKeypressEvents(stream, reader = undefined) {
  let source = sources.get(stream);
  if (source === undefined) {
    source = new KeypressSource(stream);
    sources.set(stream, source);
  }
  if (reader !== undefined) source.reader = reader;
}

module.exports = { emitKeypressEvents };
