'use strict';
// Ctrl+Y puts back what Ctrl+U or Ctrl+K cut, Meta+Y right behind that what they
// cut before.
const assert = require('assert');
const { open } = require('./fixtures/terminal.js');

const { rl, type, press, ctrl, meta } = open();
const expect = (line) => {
  assert.strictEqual(`${rl.line.slice(0, rl.cursor)}|${rl.line.slice(rl.cursor)}`, line);
};

ctrl('y');
expect('|');
type('one two three');
meta('b');
ctrl('k');
meta('b');
ctrl('k');
ctrl('u');
expect('|');
ctrl('y');
expect('one |');
for (const text of ['two |', 'three|', 'one |', 'two |']) {
  meta('y');
  expect(text);
}
ctrl('y');
expect('two two |');
press('left');
meta('y');
expect('two two| ');
ctrl('y');
expect('two twotwo | ');
meta('y');
expect('two twothree| ');

// Words that were deleted are not there, nor is one text twice.
rl.write(null, { ctrl: true, name: 'u' });
rl.write(null, { ctrl: true, name: 'k' });
rl.write('kept');
ctrl('u');
rl.write('kept');
ctrl('u');
rl.write('word');
ctrl('w');
ctrl('y');
expect('kept|');
meta('y');
expect(' |');
rl.close();

// There are 32 at most.
{
  const { rl, type, ctrl, meta } = open();
  for (let i = 0; i < 40; i++) {
    type(`${i};`);
    ctrl('u');
  }
  ctrl('y');
  const seen = new Set();
  while (!seen.has(rl.line)) {
    seen.add(rl.line);
    meta('y');
  }
  assert.deepStrictEqual([...seen], Array.from({ length: 32 }, (_, i) => `${39 - i};`));
  rl.close();
}
