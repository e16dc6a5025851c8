// Backends: one
'use strict';
const assert = require('assert');
const { Readable } = require('stream');
const { mustCall } = require('../common/test');
const bytes = Buffer.from('a€ü😀');
const source = new Readable({ read() {} });
source.push(bytes.subarray(0, 2));
source.setEncoding('utf8');
for (let i = 2; i < bytes.length; i++) source.push(bytes.subarray(i, i + 1));
source.push(null);
let text = '';
source.on('data', (part) => {
  assert.strictEqual(typeof part, 'string');
  text += part;
});
source.on('end', mustCall(() => assert.strictEqual(text, 'a€ü😀')));
