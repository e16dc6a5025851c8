'use strict';
// Also what is known at once is told later, each in a task of its own. Which of
// those that were started together comes first is nobody's business.
const assert = require('assert');
const fs = require('fs');
const { at } = require('./common/tmp');
const { mustCall } = require('../common/test');
fs.writeFileSync(at('file'), 'x');

let inside = true;
const order = [];
const note = (name) => mustCall((error) => {
  if (inside) order.push(`${name} came too early`);
  order.push(name);
  process.nextTick(() => order.push(`${name} tick`));
});
// The second time, the file is known and cached.
fs.readFile(at('file'), mustCall((error) => {
  note('first')(error);
  inside = true;
  fs.readFile(at('file'), note('second'));
  fs.readFile(at('absent'), note('absent'));
  fs.stat(at('file'), note('stat'));
  inside = false;
}));
inside = false;
process.on('exit', () => {
  const names = order.filter((_, i) => i % 2 === 0);
  assert.deepStrictEqual(order,
                         names.flatMap((name) => [name, `${name} tick`]));
  assert.deepStrictEqual(names.sort(), ['absent', 'first', 'second', 'stat']);
});
