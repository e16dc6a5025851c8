// Backends: one
'use strict';
// However many chunks _writev takes at once, each is called back, and the
// stream finishes once it is done.
const assert = require('assert');
const { once } = require('events');
const { Writable } = require('stream');
const { test } = require('../common/test');

test(async () => {
  const written = [];
  const calledBack = [];
  const writable = new Writable({
    writev(chunks, callback) {
      written.push(chunks.map(({ chunk }) => String(chunk)));
      setImmediate(callback);
    },
  });
  for (const chunk of ['a', 'b', 'c', 'd']) {
    writable.write(chunk, () => calledBack.push(chunk));
  }
  writable.end();
  await once(writable, 'finish');
  assert.deepStrictEqual(written, [['a'], ['b', 'c', 'd']]);
  assert.deepStrictEqual(calledBack, ['a', 'b', 'c', 'd']);
  assert.strictEqual(writable._writableState.pendingcb, 0);

  // Also where nobody waits for the chunks.
  const corked = new Writable({ writev: (chunks, callback) => callback() });
  corked.cork();
  for (const chunk of ['a', 'b', 'c']) corked.write(chunk);
  corked.end();
  await once(corked, 'finish');
});
