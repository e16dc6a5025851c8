'use strict';
/**
 * The line that is edited in a terminal: what its keys do to it, and how it is
 * drawn. Its text and cursor are `line` and `cursor` of the interface, which
 * programs read and set; what is written goes through the interface's
 * `_writeToOutput`, which programs replace.
 *
 * @module internal/readline/terminal_line
 */

const { displayPosition } = require('internal/readline/display_position');
const { KillRing } = require('internal/readline/kill_ring');
const { Undo } = require('internal/readline/undo');
const { clearScreenDown, cursorTo, moveCursor } =
  require('internal/tty/terminal');
const { lengthAt, lengthBefore, nextWordStart, wordStart } =
  require('internal/readline/words');

class TerminalLine {
  #reader;
  #history;
  #undo = new Undo();
  #killRing = new KillRing();
  /** The text that was put back last, while it can be exchanged. */
  #yanked;
  /** Whether text was written as it came, and `prevRows` is that before it. */
  #isPasting = false;
  /** Whether it covers what is behind the cursor. */
  #isStale = false;

  /**
   * @param {any} reader the interface
   * @param {any} history its History
   */
  constructor(reader, history) {
    this.#reader = reader;
    this.#history = history;
  }

  // Where things are.

  /** @param {string} text @returns {{rows: number, cols: number}} behind it */
  positionOf(text) {
    const { columns, tabSize } = this.#reader;
    return displayPosition(text, columns, tabSize);
  }

  /** @returns {{rows: number, cols: number}} of the cursor, from the prompt's row */
  position() {
    const { line, cursor } = this.#reader;
    return this.positionOf(
      `${this.#reader.getPrompt()}${line.slice(0, cursor)}`);
  }

  // Drawing.

  /** Draws prompt and line anew, from the row where the prompt began. */
  refresh() {
    this.#settle();
    this.#isStale = false;
    const reader = this.#reader;
    const { output } = reader;
    const text = `${reader.getPrompt()}${reader.line}`;
    const end = this.positionOf(text);
    const at = this.position();
    if (reader.prevRows > 0) moveCursor(output, 0, -reader.prevRows);
    cursorTo(output, 0);
    clearScreenDown(output);
    reader._writeToOutput(text);
    // Terminals begin a row with its first character only.
    if (end.cols === 0) reader._writeToOutput(' ');
    cursorTo(output, at.cols);
    if (end.rows > at.rows) moveCursor(output, 0, at.rows - end.rows);
    reader.prevRows = at.rows;
  }

  /** Finds where the cursor is after a paste. */
  #settle() {
    if (!this.#isPasting) return;
    this.#isPasting = false;
    const { cols, rows } = this.position();
    // A row that was just filled has not begun the next.
    this.#reader.prevRows = cols === 0 && rows > 0 ? rows - 1 : rows;
  }

  // Editing.

  #change(line, cursor) {
    this.#undo.note(this.#reader);
    this.#set(line, cursor);
  }

  #set(line, cursor) {
    this.#reader.line = line;
    this.#reader.cursor = cursor;
  }

  /** @param {string} text to have at the cursor, which goes behind it */
  insert(text) {
    const reader = this.#reader;
    const { line, cursor } = reader;
    const isAtEnd = cursor >= line.length;
    const isPart = !reader.isCompletionEnabled;
    const before = isAtEnd && !isPart ? this.position() : undefined;
    const wasPasting = this.#isPasting;
    if (before !== undefined) this.#settle();
    this.#change(
      line.slice(0, cursor) + text + line.slice(cursor), cursor + text.length);
    if (isPart) {
      // The line is drawn when the last character of the paste has come.
      this.#isPasting = true;
      this.#isStale ||= !isAtEnd;
      reader._writeToOutput(text);
    } else if (before === undefined) {
      reader._refreshLine();
    } else if (before.rows < this.position().rows) {
      reader._refreshLine();
    } else {
      reader._writeToOutput(text);
      // The row that it was written to may be another than the prompt's.
      if (wasPasting) reader.prevRows = this.position().rows;
    }
  }

  /** Takes away from `start` to `end`. */
  #remove(start, end) {
    const { line } = this.#reader;
    this.#change(line.slice(0, start) + line.slice(end), start);
    this.#reader._refreshLine();
  }

  deleteLeft() {
    const { line, cursor } = this.#reader;
    const length = lengthBefore(line, cursor);
    if (length > 0) this.#remove(cursor - length, cursor);
  }

  deleteRight() {
    const { line, cursor } = this.#reader;
    const length = lengthAt(line, cursor);
    if (length > 0) this.#remove(cursor, cursor + length);
  }

  deleteWordLeft() {
    const { line, cursor } = this.#reader;
    if (cursor > 0) this.#remove(wordStart(line, cursor), cursor);
  }

  deleteWordRight() {
    const { line, cursor } = this.#reader;
    if (cursor < line.length) this.#remove(cursor, nextWordStart(line, cursor));
  }

  /** Cuts what is before the cursor. */
  deleteLineLeft() {
    const { line, cursor } = this.#reader;
    this.#killRing.push(line.slice(0, cursor));
    this.#remove(0, cursor);
  }

  /** Cuts what is behind the cursor. */
  deleteLineRight() {
    const { line, cursor } = this.#reader;
    this.#killRing.push(line.slice(cursor));
    this.#remove(cursor, line.length);
  }

  /** Puts back what was cut last. */
  yank() {
    const { current } = this.#killRing;
    if (current === undefined) return;
    this.#reader._insertString(current);
    this.#yanked = current;
  }

  /** Exchanges what was just put back for what was cut before that. */
  yankPop() {
    if (this.#yanked === undefined) return;
    const text = this.#killRing.turn();
    if (text === undefined) return;
    const { line, cursor } = this.#reader;
    const start = cursor - this.#yanked.length;
    this.#change(
      line.slice(0, start) + text + line.slice(cursor), start + text.length);
    this.#yanked = text;
    this.#reader._refreshLine();
  }

  /** Another key than those of yank and yankPop has come. */
  endYank() {
    this.#yanked = undefined;
  }

  undo() {
    this.#restore(this.#undo.undo(this.#reader));
  }

  redo() {
    this.#restore(this.#undo.redo(this.#reader));
  }

  /** @param {{line: string, cursor: number}} [state] */
  #restore(state) {
    if (state === undefined) return;
    this.#set(state.line, state.cursor);
    this.#reader._refreshLine();
  }

  /** Has a part of the line before the cursor be another. */
  replaceBefore(length, text) {
    const { line, cursor } = this.#reader;
    const start = cursor - length;
    this.#change(
      line.slice(0, start) + text + line.slice(cursor), start + text.length);
    this.#reader._refreshLine();
  }

  // Moving.

  /** @param {number} offset UTF-16 units; negative is left */
  move(offset) {
    if (offset === 0) return;
    const reader = this.#reader;
    if (this.#isStale) reader._refreshLine();
    this.#settle();
    const before = this.position();
    reader.cursor =
      Math.max(0, Math.min(reader.line.length, reader.cursor + offset));
    const after = this.position();
    if (before.rows === after.rows) {
      moveCursor(reader.output, after.cols - before.cols, 0);
    } else {
      reader._refreshLine();
    }
  }

  characterLeft() {
    const { line, cursor } = this.#reader;
    this.#reader._moveCursor(-lengthBefore(line, cursor));
  }

  characterRight() {
    const { line, cursor } = this.#reader;
    this.#reader._moveCursor(lengthAt(line, cursor));
  }

  wordLeft() {
    const { line, cursor } = this.#reader;
    this.#reader._moveCursor(wordStart(line, cursor) - cursor);
  }

  wordRight() {
    const { line, cursor } = this.#reader;
    this.#reader._moveCursor(nextWordStart(line, cursor) - cursor);
  }

  /** To the row above in a line of several, else to the line before this one. */
  up() {
    const { line, cursor } = this.#reader;
    const start = line.lastIndexOf('\n', cursor - 1) + 1;
    if (cursor === 0 || start === 0) {
      this.#reader._historyPrev();
      return;
    }
    const above = start > 1 ? line.lastIndexOf('\n', start - 2) + 1 : 0;
    const target = Math.min(above + cursor - start, start - 1);
    this.#reader._moveCursor(target - cursor);
  }

  /** To the row below in a line of several, else to the line behind this one. */
  down() {
    const { line, cursor } = this.#reader;
    const feed = line.indexOf('\n', cursor);
    if (feed === -1) {
      this.#reader._historyNext();
      return;
    }
    const start = cursor === 0 ? 0 : line.lastIndexOf('\n', cursor - 1) + 1;
    const end = line.indexOf('\n', feed + 1);
    const target = Math.min(
      feed + 1 + cursor - start, end === -1 ? line.length : end);
    this.#reader._moveCursor(target - cursor);
  }

  historyPrevious() {
    this.#show(this.#history.previous(this.#reader.line));
  }

  historyNext() {
    this.#show(this.#history.next(this.#reader.line));
  }

  /** @param {string} [line] of the history */
  #show(line) {
    if (line === undefined) return;
    this.#change(line, line.length);
    this.#reader._refreshLine();
  }

  /** Begins a line below this one. */
  clear() {
    const reader = this.#reader;
    reader._moveCursor(Infinity);
    reader._writeToOutput('\r\n');
    this.#set('', 0);
    this.#isPasting = false;
    reader.prevRows = 0;
  }

  /** Ends the line: what has it does not see a line to undo. */
  enter() {
    const reader = this.#reader;
    const line = reader._addHistory();
    this.#undo.clear();
    this.clear();
    reader._onLine(line);
  }
}

module.exports = { TerminalLine };
