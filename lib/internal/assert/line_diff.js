'use strict';

/**
 * The shortest way from one list of lines to another (E. W. Myers, "An O(ND)
 * Difference Algorithm and Its Variations", 1986), and how it is shown.
 */

const { codes: { ERR_OUT_OF_RANGE } } = require('internal/errors/errors');

const kSame = 0;
const kActual = 1;
const kExpected = 2;

/** Lines that differ only by a comma at the end count as the same. */
function sameLine(a, b) {
  return a === b || a === `${b},` || `${a},` === b;
}

/**
 * @param {string[]} actual
 * @param {string[]} expected
 * @param {(a: string, b: string) => boolean} same
 * @returns {[kind: number, line: string][]} from the first line to the last
 */
function diffLines(actual, expected, same = sameLine) {
  const n = actual.length;
  const m = expected.length;
  const max = n + m;
  if (max > 2 ** 31 - 1) {
    throw new ERR_OUT_OF_RANGE('myersDiff input size', '< 2^31', max);
  }
  // furthest[k + max]: how far in `actual` the path on diagonal k has come.
  const furthest = new Int32Array(2 * max + 2);
  const trace = [];
  const down = (k, d) => k === -d ||
    (k !== d && furthest[max + k - 1] < furthest[max + k + 1]);

  search:
  for (let d = 0; d <= max; d++) {
    // Only diagonals -d to d matter to the step back from d.
    trace.push(furthest.slice(max - d, max + d + 2));
    for (let k = -d; k <= d; k += 2) {
      let x = down(k, d) ?
        furthest[max + k + 1] : furthest[max + k - 1] + 1;
      while (x < n && x - k < m && same(actual[x], expected[x - k])) x++;
      furthest[max + k] = x;
      if (x >= n && x - k >= m) break search;
    }
  }

  const steps = [];
  let x = n;
  let y = m;
  for (let d = trace.length - 1; d >= 0; d--) {
    const before = trace[d];
    const at = (k) => before[k + d] ?? 0;
    const k = x - y;
    const fromAbove = k === -d || (k !== d && at(k - 1) < at(k + 1));
    const previousX = d === 0 ? 0 : at(fromAbove ? k + 1 : k - 1);
    const previousY = d === 0 ? 0 : previousX - (fromAbove ? k + 1 : k - 1);
    while (x > previousX && y > previousY) {
      x--;
      y--;
      const line = actual[x].endsWith(',') ? actual[x] : expected[y];
      steps.push([kSame, line]);
    }
    if (d === 0) break;
    if (fromAbove) steps.push([kExpected, expected[--y]]);
    else steps.push([kActual, actual[--x]]);
  }
  return steps.reverse();
}

/** Of a run of equal lines, so many are shown. */
const kShownSame = 5;

/**
 * @returns {{text: string, skipped: boolean}} lines behind '+ ', '- ' or two
 *   spaces; of long runs of equal lines the beginning and the last line
 */
function printDiff(steps, colors) {
  const out = [];
  let skipped = false;
  for (let i = 0; i < steps.length;) {
    const [kind, line] = steps[i];
    if (kind === kActual) {
      out.push(`${colors.green}+${colors.white} ${line}`);
      i++;
    } else if (kind === kExpected) {
      out.push(`${colors.red}-${colors.white} ${line}`);
      i++;
    } else {
      let end = i;
      while (end < steps.length && steps[end][0] === kSame) end++;
      const run = steps.slice(i, end).map(([, text]) => `  ${text}`);
      if (end === steps.length) {
        out.push(...run.slice(0, kShownSame));
      } else if (run.length <= kShownSame + 2) {
        out.push(...run);
      } else {
        out.push(...run.slice(0, kShownSame),
                 `${colors.blue}...${colors.white}`, run[run.length - 1]);
        skipped = true;
      }
      i = end;
    }
  }
  return { text: out.join('\n').trimEnd(), skipped };
}

exports.diffLines = diffLines;
exports.printDiff = printDiff;
