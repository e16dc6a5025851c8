'use strict';
// Flags: --expose-gc
// 'beforeExit' comes again when something of the program's brought the loop back
// to life, not because V8 had to clean up meanwhile.
// Backends: one
const { mustCall } = require('../common/test');

const registry = new FinalizationRegistry(() => {});
let left = 2;
process.on('beforeExit', mustCall(() => {
  for (let i = 0; i < 100; i++) registry.register({}, i);
  gc();
  if (--left > 0) setTimeout(() => {}, 1);
}, 2));
