// Backends: one
'use strict';
const assert = require('assert');
const { transcode, isUtf8, isAscii } = require('buffer');
assert.strictEqual(transcode(Buffer.from('é€'), 'utf8', 'latin1').toString('hex'),
                   'e93f');
assert.strictEqual(transcode(Buffer.from('é'), 'utf8', 'ucs2').toString('hex'),
                   'e900');
assert.throws(() => transcode(Buffer.from('a'), 'hex', 'utf8'),
              { code: 'U_ILLEGAL_ARGUMENT_ERROR' });
assert.strictEqual(isUtf8(Buffer.from('é')), true);
assert.strictEqual(isUtf8(Buffer.from([0xff])), false);
assert.strictEqual(isAscii(Buffer.from('é')), false);
