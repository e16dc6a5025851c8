// Backends: one
// Flags: --no-warnings
'use strict';
const assert = require('assert');
const EventEmitter = require('events');
const emitter = new EventEmitter();
const quiet = new EventEmitter().setMaxListeners(0);
process.on('warning', (warning) => {
  assert.strictEqual(warning.name, 'MaxListenersExceededWarning');
  assert.strictEqual(warning.emitter, emitter);
  assert.strictEqual(warning.count, 4);
  console.log(warning.message);
});
emitter.setMaxListeners(3);
assert.strictEqual(emitter.getMaxListeners(), 3);
for (let i = 0; i < 20; i++) {
  emitter.on('x', () => {});
  quiet.on('x', () => {});
}
assert.throws(() => emitter.setMaxListeners(-1), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => { EventEmitter.defaultMaxListeners = 'a'; },
              { code: 'ERR_INVALID_ARG_TYPE' });
