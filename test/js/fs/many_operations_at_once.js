'use strict';
const assert = require('assert');
const fs = require('fs');
const { at } = require('./common/tmp');

async function main() {
  const count = 400;
  const names = Array.from({ length: count }, (_, i) => at(`file ${i}`));
  await Promise.all(names.map((name, i) => fs.promises.writeFile(name, `${i}`)));
  const texts = await Promise.all(
    names.map((name) => fs.promises.readFile(name, 'utf8')));
  assert.deepStrictEqual(texts, names.map((_, i) => `${i}`));
  const sizes = await Promise.all(
    names.map(async (name) => (await fs.promises.stat(name)).size));
  assert.strictEqual(sizes[0], 1);
  assert.strictEqual(sizes[399], 3);
  await Promise.all(names.map((name) => fs.promises.unlink(name)));
  const results = await Promise.allSettled(
    names.map((name) => fs.promises.access(name)));
  assert(results.every(({ reason }) => reason.code === 'ENOENT'));
}
main().then(() => console.log('done'));
