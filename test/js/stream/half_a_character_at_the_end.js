// Backends: one
'use strict';
const assert = require('assert');
const { Readable } = require('stream');
const { test } = require('../common/test');

test(async () => {
  const stream = Readable.from([Buffer.from('61e2', 'hex'),
                                Buffer.from('82', 'hex')]);
  stream.setEncoding('utf8');
  let text = '';
  for await (const chunk of stream) text += chunk;
  assert.strictEqual(text, 'a\ufffd');
});
