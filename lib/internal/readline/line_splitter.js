'use strict';
/**
 * Text that comes in pieces, as lines. A line ends with '\n', '\r', '\r\n', U+2028
 * or U+2029.
 *
 * Of most texts only '\n' is looked for: whether the others are there is asked
 * once a piece. Lines are slices of the piece; nothing is copied but a line that
 * two pieces share.
 *
 * @module internal/readline/line_splitter
 */

const kSeparators = ['\n', '\r', '\u2028', '\u2029'];

/** As indexOf, but beyond the end where that is -1. */
function find(text, separator, from) {
  const index = text.indexOf(separator, from);
  return index === -1 ? Infinity : index;
}

/** Where the last line of a text that is not whole begins. */
function restStart(text) {
  let start = 0;
  for (const separator of kSeparators) {
    start = Math.max(start, text.lastIndexOf(separator) + 1);
  }
  return start;
}

class LineSplitter {
  /** What came behind the last line. */
  #rest = '';
  /** When a piece ended with '\r', in ms; 0 if it did not. */
  #returnedAt = 0;
  #crlfDelay;

  /**
   * @param {number} crlfDelay milliseconds within which a '\n' belongs to the
   *   '\r' that ended the piece before
   */
  constructor(crlfDelay) {
    this.#crlfDelay = crlfDelay;
  }

  /** What is no line yet. */
  get rest() {
    return this.#rest;
  }

  /** Gives the rest away. */
  takeRest() {
    const rest = this.#rest;
    this.#rest = '';
    return rest;
  }

  /**
   * @param {string} text the next piece, not empty
   * @param {(line: string) => void} deliver called for each line; may call write
   *   again, whose lines go behind the rest of this piece
   */
  write(text, deliver) {
    const from = this.#skipFeed(text);
    const hasOthers = text.includes('\r', from) ||
      text.includes('\u2028', from) || text.includes('\u2029', from);
    const end = hasOthers ? restStart(text) : text.lastIndexOf('\n') + 1;
    if (end <= from) {
      this.#rest += from === 0 ? text : text.slice(from);
      return;
    }
    const begun = this.#rest;
    this.#rest = text.slice(end);
    if (hasOthers) this.#splitAtAll(text, from, end, begun, deliver);
    else this.#splitAtFeeds(text, from, end, begun, deliver);
  }

  /** Where this piece begins: behind a '\n' that belongs to the one before. */
  #skipFeed(text) {
    if (this.#returnedAt === 0) return 0;
    const waited = Date.now() - this.#returnedAt;
    this.#returnedAt = 0;
    return waited <= this.#crlfDelay && text[0] === '\n' ? 1 : 0;
  }

  #splitAtFeeds(text, from, end, begun, deliver) {
    let feed = text.indexOf('\n', from);
    const first = text.slice(from, feed);
    deliver(begun === '' ? first : begun + first);
    let start = feed + 1;
    while (start < end) {
      feed = text.indexOf('\n', start);
      deliver(text.slice(start, feed));
      start = feed + 1;
    }
  }

  #splitAtAll(text, from, end, begun, deliver) {
    if (text[end - 1] === '\r') this.#returnedAt = Date.now();
    let start = from;
    let line = begun;
    let feed = find(text, '\n', start);
    let carriage = find(text, '\r', start);
    let other = Math.min(
      find(text, '\u2028', start), find(text, '\u2029', start));
    while (start < end) {
      const stop = Math.min(feed, carriage, other);
      const piece = text.slice(start, stop);
      line = line === '' ? piece : line + piece;
      start = stop + 1;
      if (stop === carriage) {
        if (feed === start) start++;
        carriage = find(text, '\r', start);
      }
      if (feed < start) feed = find(text, '\n', start);
      if (other < start) {
        other = Math.min(
          find(text, '\u2028', start), find(text, '\u2029', start));
      }
      deliver(line);
      line = '';
    }
  }
}

/**
 * A text at its ends of line; the last part is that behind the last of them.
 * @param {string} text
 * @returns {string[]}
 */
function splitLines(text) {
  const splitter = new LineSplitter(0);
  const lines = [];
  if (text !== '') splitter.write(text, (line) => { lines.push(line); });
  lines.push(splitter.takeRest());
  return lines;
}

module.exports = { LineSplitter, splitLines };
