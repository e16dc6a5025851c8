// Backends: one
'use strict';
const assert = require('assert');
const { Writable } = require('stream');
const { mustCall } = require('../common/test');

// Whoever waits for a write, or for the end, is told that it will not be.
const written = [];
const stream = new Writable({
  write(chunk, encoding, callback) {
    written.push(`${chunk}`);
    callback();
  },
});
stream.cork();
const gone = (name) => mustCall((error) => {
  assert.strictEqual(error.code, 'ERR_STREAM_DESTROYED', name);
});
stream.write('a', gone('a'));
stream.write('b', gone('b'));
stream.on('finish', () => assert.fail('it was destroyed'));
stream.on('close', mustCall(() => assert.deepStrictEqual(written, [])));
stream.destroy();
