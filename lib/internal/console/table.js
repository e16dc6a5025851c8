'use strict';

/**
 * Drawing of console.table.
 */

const { getStringWidth } = require('internal/util/inspect');

function line(widths, left, middle, right) {
  return left + widths.map((width) => '─'.repeat(width + 2)).join(middle) + right;
}

function row(cells, widths) {
  const padded = cells.map((cell, index) =>
    ` ${cell}${' '.repeat(widths[index] - getStringWidth(cell))} `);
  return `│${padded.join('│')}│`;
}

/**
 * @param {string[]} head names of the columns
 * @param {(string|undefined)[][]} columns cells by column; undefined is empty
 * @returns {string} without a final line break
 */
function drawTable(head, columns) {
  const height = Math.max(0, ...columns.map((column) => column.length));
  const rows = [];
  const widths = head.map((name) => getStringWidth(name));
  for (let y = 0; y < height; y++) {
    rows.push(columns.map((column, x) => {
      const cell = column[y] ?? '';
      widths[x] = Math.max(widths[x], getStringWidth(cell));
      return cell;
    }));
  }
  return [
    line(widths, '┌', '┬', '┐'),
    row(head, widths),
    line(widths, '├', '┼', '┤'),
    ...rows.map((cells) => row(cells, widths)),
    line(widths, '└', '┴', '┘'),
  ].join('\n');
}

exports.drawTable = drawTable;
