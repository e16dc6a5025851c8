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
  const sequence = hasRow ? csi(`${y + 1};${x + 1}`, 'H') : csi(x + 1, 'G');
  return send(stream, sequence, callback);
}

/** A move by `count`, negative in the other direction. */
function step(count, forward, back) {
  if (!count) return '';
  return count > 0 ? csi(count, forward) : csi(-count, back);
}

/** By `dx` columns and `dy` rows; negative is left and up. */
function moveCursor(stream, dx, dy, callback) {
  return send(stream, step(dx, 'C', 'D') + step(dy, 'B', 'A'), callback);
}

/** The line: -1 left of the cursor, 1 right of it, 0 all of it. */
function clearLine(stream, dir, callback) {
  const part = dir < 0 ? 1 : dir > 0 ? 0 : 2;
  return send(stream, csi(part, 'K'), callback);
}

/** From the cursor down. */
function clearScreenDown(stream, callback) {
  return send(stream, csi(0, 'J'), callback);
}

module.exports = { clearLine, clearScreenDown, cursorTo, moveCursor };
