'use strict';
// '\n', '\r', '\r\n', U+2028 and U+2029 end a line, wherever the pieces of the
// input end; what has no end is the last line.
const assert = require('assert');
const { Readable } = require('stream');
const readline = require('readline');
const { test } = require('../common/test.js');

async function linesOf(pieces) {
  const rl = readline.createInterface({
    input: Readable.from(pieces), crlfDelay: Infinity,
  });
  const lines = [];
  rl.on('line', (line) => { lines.push(line); });
  await new Promise((resolve) => { rl.once('close', resolve); });
  return lines;
}

test(async () => {
  const text = 'a\nbc\r\n\r\n\rd\u2028\u2029e\n\r\n\u2028f\r\rg';
  const lines = ['a', 'bc', '', '', 'd', '', 'e', '', '', 'f', '', 'g'];
  assert.deepStrictEqual(await linesOf([text]), lines);
  assert.deepStrictEqual(await linesOf([`${text}\n`]), lines);
  const { length } = text;
  for (let i = 0; i < length; i++) {
    assert.deepStrictEqual(
      await linesOf([text.slice(0, i), text.slice(i)].filter(Boolean)), lines, `${i}`);
  }
  assert.deepStrictEqual(await linesOf([...text]), lines);
  assert.deepStrictEqual(await linesOf([]), []);
  assert.deepStrictEqual(await linesOf(['\n']), ['']);
  assert.deepStrictEqual(await linesOf(['no\vend\fof\x85line']), ['no\vend\fof\x85line']);
});

test('bytes', async () => {
  const bytes = Buffer.from('aé☮\n😀\nü');
  const lines = ['aé☮', '😀', 'ü'];
  for (let i = 1; i < bytes.length; i++) {
    assert.deepStrictEqual(
      await linesOf([bytes.subarray(0, i), bytes.subarray(i)]), lines);
  }
  // Half a character at the end is one that is broken.
  assert.deepStrictEqual(
    await linesOf([Buffer.from([0xff, 10, 0xe2, 0x98])]), ['\ufffd', '\ufffd']);
});
