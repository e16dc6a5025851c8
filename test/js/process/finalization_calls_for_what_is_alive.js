// Flags: --expose-gc
'use strict';
const assert = require('assert');
const { finalization } = process;

const kept = { name: 'kept' };
globalThis.holder = kept;
finalization.register(kept, (object, event) => {
  console.log(event, object.name);
});
finalization.registerBeforeExit(kept, (object, event) => {
  console.log(event, object.name);
});
const dropped = { name: 'dropped' };
finalization.register(dropped, () => console.log('never'));
finalization.registerBeforeExit(dropped, () => console.log('never'));
finalization.unregister(dropped);
(() => finalization.register({}, () => console.log('never')))();

const type = { code: 'ERR_INVALID_ARG_TYPE' };
assert.throws(() => finalization.register(null, () => {}), type);
assert.throws(() => finalization.register({}, 5), type);

// An object that is collected is not kept by its registration.
setTimeout(() => {
  globalThis.gc();
  console.log('collected');
}, 1);
