// Backends: one
'use strict';
// Who replaces console.error or process.stderr.write sees warnings, too.
const assert = require('assert');
const { mustCall } = require('../common/test');

const written = [];
const { write } = process.stderr;
process.stderr.write = (text) => {
  written.push(text);
  return true;
};
process.emitWarning('50% done', 'Mine');
setImmediate(mustCall(() => {
  assert.strictEqual(written.length, 1);
  assert.match(written[0], /^\(node:\d+\) Mine: 50% done\n\(Use `.*\)\n$/);
  process.stderr.write = write;
  console.error = mustCall((text) => {
    assert.match(text, /^\(node:\d+\) Mine: again$/);
  });
  process.emitWarning('again', 'Mine');
}));
