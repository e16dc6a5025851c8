// Backends: one
'use strict';
const assert = require('assert');
const { Readable, Writable, addAbortSignal } = require('stream');
const controller = new AbortController();
const source = new Readable({ read() {}, signal: controller.signal });
const sink = addAbortSignal(controller.signal, new Writable({ write() {} }));
let errors = 0;
for (const stream of [source, sink]) {
  stream.on('error', (error) => {
    errors++;
    assert.strictEqual(error.name, 'AbortError');
    assert.strictEqual(error.code, 'ABORT_ERR');
    assert.strictEqual(error.cause, 'why');
  });
}
controller.abort('why');
process.on('exit', () => assert.strictEqual(errors, 2));
