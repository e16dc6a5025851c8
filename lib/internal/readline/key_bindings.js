'use strict';
/**
 * Which key does what in the line that is edited.
 *
 * An action is called with the interface, its line and, for what is typed, the
 * text; the key before, and when that was '\r', in ms (0 if it was another). Those that programs replace are called by their names on the interface.
 *
 * @module internal/readline/key_bindings
 */

const { splitLines } = require('internal/readline/line_splitter');

const kUndo = '\x1f';  // Ctrl with - in most terminals
const kRedo = '\x1e';  // Ctrl with 6

/** Ctrl+C: for who listens, else the end. */
function interrupt(reader) {
  if (reader.listenerCount('SIGINT') > 0) reader.emit('SIGINT');
  else reader._cancelAndClose('Aborted with Ctrl+C');
}

/** Ctrl+D: the end, when nothing is written. */
function deleteOrEnd(reader) {
  const { line, cursor } = reader;
  if (line.length === 0 && cursor === 0) endOfInput(reader);
  else reader._deleteRight();
}

function endOfInput(reader) {
  reader._cancelAndClose('Aborted with Ctrl+D');
}

/** Ctrl+Z: to the background, with the terminal as it was meanwhile. */
function suspend(reader) {
  if (reader.listenerCount('SIGTSTP') > 0) {
    reader.emit('SIGTSTP');
    return;
  }
  process.once('SIGCONT', () => {
    if (reader.closed) return;
    // One that was paused before is not told.
    if (!reader.paused) {
      reader.pause();
      reader.emit('SIGCONT');
    }
    reader._setRawMode(true);
    reader._refreshLine();
  });
  reader._setRawMode(false);
  process.kill(process.pid, 'SIGTSTP');
}

function clearScreen(reader) {
  const { clearScreenDown, cursorTo } = require('internal/tty/terminal');
  cursorTo(reader.output, 0, 0);
  clearScreenDown(reader.output);
  reader.prevRows = 0;
  reader._refreshLine();
}

/** '\r' ends the line. */
function carriageReturn(reader) {
  reader._sawReturnAt = Date.now();
  reader._line();
}

/** '\n' does, unless it belongs to a '\r' before it. */
function lineFeed(reader, line, text, previousKey, returnedAt) {
  if (returnedAt === 0 || Date.now() - returnedAt > reader.crlfDelay) {
    reader._line();
  }
}

/** Text that was typed, or written by the program: maybe several lines. */
function type(reader, line, text) {
  if (typeof text !== 'string' || text === '') return;
  const lines = splitLines(text);
  for (let i = 0; i < lines.length; i++) {
    if (i > 0) reader._line();
    if (lines[i] !== '') reader._insertString(lines[i]);
  }
}

function complete(reader, line, text, previousKey) {
  if (typeof reader.completer === 'function' && reader.isCompletionEnabled) {
    reader._tabComplete(previousKey?.name === 'tab');
  } else {
    type(reader, line, text);
  }
}

/** @typedef {(reader: any, line: any, text?: string, previousKey?: any,
 *   returnedAt?: number) => void} Action */

/** @type {{[name: string]: Action}} */
const kWithCtrl = {
  __proto__: null,
  a: (reader) => reader._moveCursor(-Infinity),
  b: (reader, line) => line.characterLeft(),
  backspace: (reader) => reader._deleteWordLeft(),
  c: interrupt,
  d: deleteOrEnd,
  delete: (reader) => reader._deleteWordRight(),
  e: (reader) => reader._moveCursor(Infinity),
  f: (reader, line) => line.characterRight(),
  h: (reader) => reader._deleteLeft(),
  k: (reader) => reader._deleteLineRight(),
  l: clearScreen,
  left: (reader) => reader._wordLeft(),
  n: (reader) => reader._historyNext(),
  p: (reader) => reader._historyPrev(),
  right: (reader) => reader._wordRight(),
  u: (reader) => reader._deleteLineLeft(),
  w: (reader) => reader._deleteWordLeft(),
  y: (reader, line) => line.yank(),
  z: suspend,
};

/** @type {{[name: string]: Action}} */
const kWithCtrlAndShift = {
  __proto__: null,
  backspace: (reader) => reader._deleteLineLeft(),
  delete: (reader) => reader._deleteLineRight(),
};

/** @type {{[name: string]: Action}} */
const kWithMeta = {
  __proto__: null,
  b: (reader) => reader._wordLeft(),
  backspace: (reader) => reader._deleteWordLeft(),
  d: (reader) => reader._deleteWordRight(),
  delete: (reader) => reader._deleteWordRight(),
  f: (reader) => reader._wordRight(),
  y: (reader, line) => line.yankPop(),
};

/** @type {{[name: string]: Action}} */
const kPlain = {
  __proto__: null,
  backspace: (reader) => reader._deleteLeft(),
  delete: (reader) => reader._deleteRight(),
  down: (reader, line) => line.down(),
  end: (reader) => reader._moveCursor(Infinity),
  enter: lineFeed,
  home: (reader) => reader._moveCursor(-Infinity),
  left: (reader, line) => line.characterLeft(),
  return: carriageReturn,
  right: (reader, line) => line.characterRight(),
  tab: complete,
  up: (reader, line) => line.up(),
};

/** Those of a terminal that cannot move its cursor. @type {typeof kPlain} */
const kDumb = { __proto__: null, enter: lineFeed, return: carriageReturn };
/** @type {typeof kPlain} */
const kDumbWithCtrl = { __proto__: null, c: interrupt, d: endOfInput };

/** @returns {Action|undefined} */
function actionOf({ name = '', ctrl, meta, shift }) {
  if (ctrl) return (shift ? kWithCtrlAndShift : kWithCtrl)[name];
  return meta ? kWithMeta[name] : kPlain[name] ?? type;
}

function isYank({ name, ctrl, meta }) {
  return name === 'y' && Boolean(ctrl || meta);
}

/** Whether a key goes back and forth through what begins as the line does. */
function isSearch({ name, ctrl, meta, shift }) {
  return (name === 'up' || name === 'down') && !ctrl && !meta && !shift;
}

/**
 * Does what a key is bound to.
 *
 * @param {any} reader the interface
 * @param {any} line its TerminalLine
 * @param {any} history its History
 * @param {string|undefined} text what was typed
 * @param {any} key see KeypressDecoder
 */
function pressKey(reader, line, history, text, key) {
  const { _previousKey: previousKey, _sawReturnAt: returnedAt } = reader;
  reader._previousKey = key;
  reader._sawReturnAt = 0;
  if (!isYank(key)) line.endYank();
  if (isSearch(key)) {
    history.beginSearch(reader.line.slice(0, reader.cursor));
  } else {
    history.endSearch();
  }
  if (key.sequence === kUndo) line.undo();
  else if (key.sequence === kRedo) line.redo();
  else actionOf(key)?.(reader, line, text, previousKey, returnedAt);
}

/** As pressKey, where nothing but the end of the line can be edited. */
function pressKeyInDumbTerminal(reader, line, text, key) {
  const { name = '', ctrl, meta } = key;
  const { _sawReturnAt: returnedAt } = reader;
  reader._sawReturnAt = 0;
  if (ctrl) kDumbWithCtrl[name]?.(reader, line);
  else if (!meta) {
    (kDumb[name] ?? type)(reader, line, text, undefined, returnedAt);
  }
}

module.exports = { pressKey, pressKeyInDumbTerminal };
