'use strict';
// Who is enabled or disabled while hooks are told takes part from the next
// event on.
// Backends: one
const assert = require('assert');
const { createHook } = require('async_hooks');

const log = [];
const late = createHook({ init() { log.push('late'); } });
const first = createHook({
  init() {
    log.push('first');
    if (log.length === 1) {
      late.enable();
      clearImmediate(setImmediate(() => {})); // inside of this telling
    }
  },
});
const leaving = createHook({ init() { log.push('leaving'); } });

first.enable();
clearImmediate(setImmediate(() => {}));
assert.deepStrictEqual(log, ['first', 'first']);
clearImmediate(setImmediate(() => {}));
assert.deepStrictEqual(log, ['first', 'first', 'first', 'late']);

log.length = 0;
late.disable();
first.disable();
leaving.enable().enable();
clearImmediate(setImmediate(() => {}));
leaving.disable().disable();
clearImmediate(setImmediate(() => {}));
assert.deepStrictEqual(log, ['leaving']);
