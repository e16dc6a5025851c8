// Backends: one
'use strict';
const assert = require('assert');
const { Readable, Writable, addAbortSignal } = require('stream');
const { mustCall } = require('../common/test');
const controller = new AbortController();
const source = new Readable({ read() {}, signal: controller.signal });
const sink = addAbortSignal(controller.signal, new Writable({ write() {} }));
for (const stream of [source, sink]) {
  stream.on('error', mustCall((error) => {
    assert.strictEqual(error.name, 'AbortError');
    assert.strictEqual(error.code, 'ABORT_ERR');
    assert.strictEqual(error.cause, 'why');
  }));
}
controller.abort('why');
