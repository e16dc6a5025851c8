// Backends: one
'use strict';
const assert = require('assert');
const stream = require('stream');
const { Duplex, PassThrough, Readable, Stream, Transform, Writable } = stream;
assert.strictEqual(stream, Stream);
for (const Class of [Readable, Writable, Duplex, Transform, PassThrough]) {
  assert.ok(Class() instanceof Class);
  function Old() {
    Class.call(this);
  }
  Object.setPrototypeOf(Old.prototype, Class.prototype);
  const old = new Old();
  assert.ok(old instanceof Class && old instanceof Stream);
  assert.ok(old instanceof require('events'));
}
assert.ok(new Duplex() instanceof Writable);
assert.ok(new Duplex() instanceof Readable);
assert.ok(!(new Readable() instanceof Writable));
assert.ok(!(new Writable() instanceof Readable));
// A subclass does not take others for its own.
class Mine extends Writable {}
assert.ok(!(new Duplex() instanceof Mine));
assert.ok(Object.getPrototypeOf(Readable.prototype) === Stream.prototype);
