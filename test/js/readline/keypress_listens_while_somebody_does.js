'use strict';
// The stream has a listener of 'data' from the first of 'keypress' on, and until
// something comes when there is none any more.
const assert = require('assert');
const { PassThrough } = require('stream');
const { emitKeypressEvents } = require('readline');
const { test } = require('../common/test.js');

test(() => {
  const stream = new PassThrough();
  emitKeypressEvents(stream);
  emitKeypressEvents(stream);
  assert.strictEqual(stream.listenerCount('data'), 0);
  const keys = [];
  const listener = (text) => { keys.push(text); };
  stream.on('keypress', listener);
  assert.strictEqual(stream.listenerCount('data'), 1);
  stream.write('ab');
  stream.off('keypress', listener);
  stream.write('c');
  assert.strictEqual(stream.listenerCount('data'), 0);
  stream.on('keypress', listener);
  assert.strictEqual(stream.listenerCount('data'), 1);
  stream.write('d');
  assert.deepStrictEqual(keys, ['a', 'b', 'd']);

  // What a listener throws is for who wrote; the next key is whole.
  stream.once('keypress', () => { throw new Error('mine'); });
  assert.throws(() => stream.emit('data', 'e'), { message: 'mine' });
  stream.write('f');
  assert.deepStrictEqual(keys, ['a', 'b', 'd', 'e', 'f']);
});
