'use strict';
/**
 * What the interfaces of `readline` and `readline/promises` have in common: lines
 * of a stream, and, in a terminal, the line that is edited.
 *
 * It can be called on an object that inherits from it, as older programs do. The
 * methods whose names begin with `_` are those that programs replace: all that
 * reads, draws and edits goes through them.
 *
 * @module internal/readline/interface
 */

const EventEmitter = require('events');
const { AbortError, codes: { ERR_USE_AFTER_CLOSE } } =
  require('internal/errors/errors');
const { validateString } = require('internal/util/validators');
const { StringDecoder } = require('string_decoder');
const { History } = require('internal/readline/history');
const { LineSplitter } = require('internal/readline/line_splitter');
const { kDispose } = require('internal/util/dispose');
const { readOptions } = require('internal/readline/options');

/**
 * The key of what only this module reads of an interface; of no type, since the
 * type checker takes no symbol as a key of what it does not know.
 * @param {string} name
 * @returns {any}
 */
function field(name) {
  return Symbol(name);
}

const kHistory = field('kHistory');
/** The line that is edited, in a terminal. */
const kLine = field('kLine');
/** What cuts the input into lines, elsewhere. */
const kSplitter = field('kSplitter');
const kDecoder = field('kDecoder');
const kIterator = field('kIterator');
const kIteratorListener = field('kIteratorListener');
const kPushLines = field('kPushLines');
const kIsDumb = field('kIsDumb');
/** The question that waits for its answer. */
const kQuestion = field('kQuestion');
const kStopListening = field('kStopListening');
/** What gives a line to the interface, as a function. */
const kDeliver = field('kDeliver');

/** Listens to an emitter; has the interface stop when it closes. */
function listen(reader, emitter, event, listener) {
  emitter.on(event, listener);
  reader[kStopListening].push(() => emitter.removeListener(event, listener));
}

/**
 * @param {any} input the stream, or all options as an object
 * @param {any} [output]
 * @param {any} [completer]
 * @param {any} [terminal]
 * @this {any}
 */
function Interface(input, output, completer, terminal) {
  EventEmitter.call(this);
  const options = readOptions(input, output, completer, terminal);
  this.input = options.input;
  this.output = options.output;
  this.completer = options.completer;
  this.terminal = options.terminal;
  this.crlfDelay = options.crlfDelay;
  this.escapeCodeTimeout = options.escapeCodeTimeout;
  this.tabSize = options.tabSize;
  this.isCompletionEnabled = true;
  this.line = '';
  this.cursor = this.terminal ? 0 : undefined;
  this.paused = false;
  this.closed = false;
  /** The row of the cursor, from that where the prompt begins. */
  this.prevRows = 0;
  this._prompt = options.prompt;
  this._previousKey = undefined;
  this._sawReturnAt = 0;
  this[kHistory] = new History(options.history, {
    size: options.historySize, removeDuplicates: options.removeDuplicates,
  });
  this[kIsDumb] = process.env.TERM === 'dumb';
  this[kLine] = undefined;
  this[kSplitter] = undefined;
  this[kDecoder] = undefined;
  this[kDeliver] = undefined;
  this[kIterator] = undefined;
  this[kQuestion] = undefined;
  this[kStopListening] = [];

  listen(this, this.input, 'error', (error) => { this.emit('error', error); });
  if (this.terminal) listenToTerminal(this);
  else listenToStream(this);
  if (options.signal) {
    const { closeOnAbort } = require('internal/util/close_on_abort');
    closeOnAbort(this, options.signal);
  }
  this.input.resume();
}

function listenToTerminal(reader) {
  const { emitKeypressEvents } = require('internal/readline/keypress_events');
  const { TerminalLine } = require('internal/readline/terminal_line');
  reader[kLine] = new TerminalLine(reader, reader[kHistory]);
  emitKeypressEvents(reader.input, reader);
  listen(reader, reader.input, 'keypress', (text, key) => {
    reader._ttyWrite(text, key);
  });
  listen(reader, reader.input, 'end', () => {
    if (reader.line !== '') reader.emit('line', reader.line);
    reader.close();
  });
  reader._setRawMode(true);
  if (reader.output !== null && reader.output !== undefined) {
    listen(reader, reader.output, 'resize', () => { reader._refreshLine(); });
  }
}

function listenToStream(reader) {
  reader[kSplitter] = new LineSplitter(reader.crlfDelay);
  reader[kDecoder] = new StringDecoder('utf8');
  listen(reader, reader.input, 'data', (data) => { readData(reader, data); });
  listen(reader, reader.input, 'end', () => {
    const rest = reader[kSplitter].takeRest() + reader[kDecoder].end();
    if (rest !== '') reader.emit('line', rest);
    reader.close();
  });
}

/** Cuts what was read, or written, into lines. */
function readData(reader, data) {
  if (data === undefined) return;
  const text = reader[kDecoder].write(data);
  if (text === '') return;
  const iterator = reader[kIterator];
  if (iterator !== undefined && reader[kQuestion] === undefined &&
      reader._events.line === reader[kIteratorListener] &&
      reader.emit === EventEmitter.prototype.emit &&
      reader._onLine === Methods.prototype._onLine) {
    // Nobody else sees the events that these lines would be.
    const lines = [];
    reader[kSplitter].write(text, (line) => { lines.push(line); });
    reader[kPushLines](iterator, lines);
  } else {
    reader[kSplitter].write(text, reader[kDeliver] ??=
      (line) => { reader._onLine(line); });
  }
}

/** The methods, as Interface.prototype has them. @type {any} */
const Methods = class extends EventEmitter {
  /** Columns of the terminal; Infinity if it does not say. */
  get columns() {
    return this.output?.columns || Infinity;
  }

  /** Lines that were entered, the latest first. */
  get history() {
    return this[kHistory].lines;
  }

  set history(lines) {
    this[kHistory].lines = lines;
  }

  get historyIndex() {
    return this[kHistory].index;
  }

  set historyIndex(index) {
    this[kHistory].index = index;
  }

  get historySize() {
    return this[kHistory].size;
  }

  set historySize(size) {
    this[kHistory].size = size;
  }

  getPrompt() {
    return this._prompt;
  }

  setPrompt(prompt) {
    this._prompt = prompt;
  }

  /**
   * Writes the prompt, and resumes the input.
   * @param {boolean} [preserveCursor] whether the cursor stays where it is in
   *   the line
   */
  prompt(preserveCursor) {
    if (this.paused) this.resume();
    if (!this.terminal || this[kIsDumb]) {
      this._writeToOutput(`${this._prompt}`);
      return;
    }
    if (!preserveCursor) this.cursor = 0;
    this._refreshLine();
  }

  /**
   * Asks, and gives the next line to `answer` instead of an event. While a
   * question waits another only shows its prompt again.
   */
  _ask(query, answer, cancel) {
    this._checkOpen();
    if (this[kQuestion] === undefined) {
      this[kQuestion] = { answer, cancel, prompt: this._prompt };
      this.setPrompt(query);
    }
    this.prompt();
  }

  /** Takes the question back that waits for `answer`. */
  _cancelQuestion(answer) {
    if (this[kQuestion]?.answer !== answer) return;
    this.setPrompt(this[kQuestion].prompt);
    this[kQuestion] = undefined;
    this.clearLine();
  }

  /** Closes; a question that can be cancelled is. */
  _cancelAndClose(message) {
    this[kQuestion]?.cancel?.(new AbortError(message));
    this.close();
  }

  _checkOpen() {
    if (this.closed) throw new ERR_USE_AFTER_CLOSE('readline');
  }

  close() {
    if (this.closed) return;
    this.pause();
    if (this.terminal) this._setRawMode(false);
    this.closed = true;
    for (const stop of this[kStopListening].splice(0)) stop();
    this.emit('close');
  }

  pause() {
    this._checkOpen();
    if (this.paused) return this;
    this.input.pause();
    this.paused = true;
    this.emit('pause');
    return this;
  }

  resume() {
    this._checkOpen();
    if (!this.paused) return this;
    this.input.resume();
    this.paused = false;
    this.emit('resume');
    return this;
  }

  /**
   * As if it had been typed, or read.
   * @param {string|undefined|null} data
   * @param {object} [key] in a terminal: the key that is pressed instead
   */
  write(data, key) {
    this._checkOpen();
    if (this.paused) this.resume();
    if (this.terminal) this._ttyWrite(data, key);
    else this._normalWrite(data);
  }

  /** Moves to a new line, and forgets what the old one was. */
  clearLine() {
    if (this[kLine] !== undefined) this[kLine].clear();
    else this._writeToOutput('\r\n');
  }

  /** @returns {{rows: number, cols: number}} */
  getCursorPos() {
    return this._getDisplayPos(
      `${this._prompt}${this.line.slice(0, this.cursor)}`);
  }

  /** The lines, one by one; the same iterator each time. */
  [Symbol.asyncIterator]() {
    if (this[kIterator] === undefined) {
      const { LinesIterator, listenerOf, pushLines } =
        require('internal/readline/lines_iterator');
      this[kIterator] = new LinesIterator(this);
      this[kIteratorListener] = listenerOf(this[kIterator]);
      this[kPushLines] = pushLines;
    }
    return this[kIterator];
  }

  // What is read.

  _normalWrite(data) {
    readData(this, data);
  }

  _onLine(line) {
    const question = this[kQuestion];
    if (question === undefined) {
      this.emit('line', line);
      return;
    }
    this[kQuestion] = undefined;
    this.setPrompt(question.prompt);
    question.answer(line);
  }

  // What a terminal does.

  _ttyWrite(text, key) {
    const { pressKey, pressKeyInDumbTerminal } =
      require('internal/readline/key_bindings');
    if (this[kIsDumb]) {
      pressKeyInDumbTerminal(this, this[kLine], text, key ?? {});
    } else {
      pressKey(this, this[kLine], this[kHistory], text, key ?? {});
    }
  }

  /** @returns {boolean|undefined} the mode before */
  _setRawMode(mode) {
    const { isRaw } = this.input;
    if (typeof this.input.setRawMode === 'function') {
      this.input.setRawMode(mode);
    }
    return isRaw;
  }

  _writeToOutput(text) {
    validateString(text, 'stringToWrite');
    if (this.output !== null && this.output !== undefined) {
      this.output.write(text);
    }
  }

  /** @returns {string} the line that was entered */
  _addHistory() {
    const { line } = this;
    if (this.terminal && this[kHistory].add(line)) {
      this.emit('history', this.history);
    }
    return line;
  }

  /** @param {boolean} isSecondTab whether the key before was this one, too */
  _tabComplete(isSecondTab) {
    this.pause();
    const done = (error, found) => {
      this._showCompletions(error, found, isSecondTab);
    };
    const text = this.line.slice(0, this.cursor);
    if (this.completer.length === 2) {
      this.completer(text, done);
      return;
    }
    const found = this.completer(text);
    if (typeof found?.then === 'function') {
      found.then((value) => done(null, value), done);
    } else {
      done(null, found);
    }
  }

  /** What the completer found has come. */
  _showCompletions(error, found, isSecondTab) {
    const { showCompletionError, showCompletions } =
      require('internal/readline/completion');
    if (this.closed) return;
    this.resume();
    if (error) showCompletionError(this, error);
    else showCompletions(this, this[kLine], found, isSecondTab);
  }

  _getDisplayPos(text) {
    const { displayPosition } = require('internal/readline/display_position');
    return displayPosition(text, this.columns, this.tabSize);
  }

  _getCursorPos() {
    return this.getCursorPos();
  }

  _refreshLine() {
    this[kLine]?.refresh();
  }

  _insertString(text) {
    this[kLine]?.insert(text);
  }

  _moveCursor(offset) {
    this[kLine]?.move(offset);
  }

  _wordLeft() {
    this[kLine]?.wordLeft();
  }

  _wordRight() {
    this[kLine]?.wordRight();
  }

  _deleteLeft() {
    this[kLine]?.deleteLeft();
  }

  _deleteRight() {
    this[kLine]?.deleteRight();
  }

  _deleteWordLeft() {
    this[kLine]?.deleteWordLeft();
  }

  _deleteWordRight() {
    this[kLine]?.deleteWordRight();
  }

  _deleteLineLeft() {
    this[kLine]?.deleteLineLeft();
  }

  _deleteLineRight() {
    this[kLine]?.deleteLineRight();
  }

  _line() {
    this[kLine]?.enter();
  }

  _historyNext() {
    this[kLine]?.historyNext();
  }

  _historyPrev() {
    this[kLine]?.historyPrevious();
  }
};

Interface.prototype = Methods.prototype;
Object.defineProperty(Interface.prototype, 'constructor', {
  __proto__: null, value: Interface, configurable: true, writable: true,
});
Object.defineProperty(Interface.prototype, kDispose, {
  __proto__: null, configurable: true, enumerable: true, writable: true,
  /** @this {any} */
  value() {
    this.close();
  },
});
Object.setPrototypeOf(Interface, EventEmitter);

module.exports = { Interface };
