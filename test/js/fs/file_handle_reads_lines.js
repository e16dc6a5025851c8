'use strict';
// readLines() iterates over the lines from where the options say.
const assert = require('assert');
const { mkdtempSync, rmSync, writeFileSync } = require('fs');
const { open } = require('fs/promises');
const { tmpdir } = require('os');
const { join } = require('path');
const { test } = require('../common/test.js');

test(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lines-'));
  try {
    const path = join(folder, 'file');
    writeFileSync(path, 'one\r\n\ntwo\nlast');
    const linesOf = async (options) => {
      const file = await open(path);
      const lines = [];
      for await (const line of file.readLines(options)) lines.push(line);
      await file.close();
      return lines;
    };
    assert.deepStrictEqual(await linesOf(), ['one', '', 'two', 'last']);
    assert.deepStrictEqual(await linesOf({ start: 5, end: 8 }), ['', 'two']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
