'use strict';

/**
 * Moving the cursor and clearing, for terminals and readline: the sequences of
 * ECMA-48.
 */

const {
  codes: { ERR_INVALID_ARG_VALUE, ERR_INVALID_CURSOR_POS },
} = require('internal/errors/errors');
const { validateFunction } = require('internal/util/validators');

/** Writes a sequence; without a stream there is only the callback to call. */
function send(stream, sequence, callback) {
  if (callback !== undefined) validateFunction(callback, 'callback');
  if (sequence === '' || stream === null || stream === undefined) {
    if (typeof callback === 'function') process.nextTick(callback, null);
    return true;
  }
  return stream.write(sequence, callback);
}

/** The control sequence of ECMA-48 with these parameters. */
function csi(parameters, final) {
  return `\x1b[${parameters}${final}`;
}

/** What clears, from the cursor or all of it. */
const kSequences = {
  toEnd: csi(0, 'K'),
  toStart: csi(1, 'K'),
  line: csi(2, 'K'),
  screenDown: csi(0, 'J'),
};

/**
 * @param {number} x column, from 0
 * @param {number} [y] row, from 0
 */
function cursorSequence(x, y) {
  return typeof y === 'number' ? csi(`${y + 1};${x + 1}`, 'H') : csi(x + 1, 'G');
}

/** To column `x`, and row `y` if given, both from 0. */
function cursorTo(stream, x, y, callback) {
  if (typeof y === 'function') return cursorTo(stream, x, undefined, y);
  if (callback !== undefined) validateFunction(callback, 'callback');
  for (const [name, value] of [['x', x], ['y', y]]) {
    if (Number.isNaN(value)) throw new ERR_INVALID_ARG_VALUE(name, value);
  }
  const hasColumn = typeof x === 'number';
  const hasRow = typeof y === 'number';
  if (stream == null || !(hasColumn || hasRow)) {
    return send(undefined, '', callback);
  }
  if (!hasColumn) throw new ERR_INVALID_CURSOR_POS();
  return send(stream, cursorSequence(x, y), callback);
}

/** A move by `count`, negative in the other direction. */
function step(count, forward, back) {
  if (count > 0) return csi(count, forward);
  return count < 0 ? csi(-count, back) : '';  // nothing for what is no number
}

function moveSequence(dx, dy) {
  return step(dx, 'C', 'D') + step(dy, 'B', 'A');
}

/** By `dx` columns and `dy` rows; negative is left and up. */
function moveCursor(stream, dx, dy, callback) {
  return send(stream, moveSequence(dx, dy), callback);
}

/** The line: -1 left of the cursor, 1 right of it, 0 all of it. */
function clearLine(stream, dir, callback) {
  const { toStart, line, toEnd } = kSequences;
  return send(stream, dir < 0 ? toStart : dir > 0 ? toEnd : line, callback);
}

/** From the cursor down. */
function clearScreenDown(stream, callback) {
  return send(stream, kSequences.screenDown, callback);
}

module.exports = {
  clearLine,
  clearScreenDown,
  cursorSequence,
  cursorTo,
  kSequences,
  moveCursor,
  moveSequence,
};
