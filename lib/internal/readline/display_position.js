'use strict';
/**
 * Where a terminal of some width has its cursor behind a text.
 *
 * @module internal/readline/display_position
 */

const { getStringWidth, stripVTControlCharacters } =
  require('internal/util/inspect');

/** Columns of one character; most are in ASCII. */
function widthOf(character) {
  return character >= ' ' && character <= '~' ? 1 :
    getStringWidth(character, false);
}

/** Rows that `columns` columns make of a line that is written to its end. */
function rowsOf(written, columns) {
  return Math.max(1, Math.ceil(written / columns));
}

/**
 * @param {string} text
 * @param {number} columns of the terminal; Infinity if nobody knows
 * @param {number} tabSize
 * @returns {{cols: number, rows: number}} from 0; a full row counts as the
 *   beginning of the next
 */
function displayPosition(text, columns, tabSize) {
  let above = 0;
  /** Columns written since the last line feed. */
  let written = 0;
  for (const character of stripVTControlCharacters(text)) {
    if (character === '\n') {
      above += rowsOf(written, columns);
      written = 0;
    } else if (character === '\t') {
      written += tabSize - written % tabSize;
    } else {
      const width = widthOf(character);
      // What is two columns wide is not torn: it goes to the next row.
      if (width === 2 && (written + 1) % columns === 0) written++;
      written += width;
    }
  }
  const cols = written % columns;
  return { cols, rows: above + (written - cols) / columns };
}

module.exports = { displayPosition };
