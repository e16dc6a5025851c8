// Backends: one
'use strict';
const assert = require('assert');
const { MIMEType } = require('util');
const mime = new MIMEType('Text/HTML; charset="utf-8"; q=€;;x');
assert.strictEqual(mime.essence, 'text/html');
assert.strictEqual(mime.params.get('charset'), 'utf-8');
mime.params.set('title', 'a "b"');
assert.strictEqual(String(mime), 'text/html;charset=utf-8;title="a \\"b\\""');
assert.throws(() => new MIMEType('nonsense'), { code: 'ERR_INVALID_MIME_SYNTAX' });
