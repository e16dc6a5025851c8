// Backends: one
'use strict';
const assert = require('assert');
const { performance } = require('perf_hooks');
const { mustCall } = require('../common/test');

// Timers of one duration share a list: the first that is due must not take the
// next one with it.
const spin = (milliseconds) => {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
};
const duration = 20;
for (let i = 0; i < 40; i++) {
  const started = performance.now();
  setTimeout(mustCall(() => {
    const waited = performance.now() - started;
    assert.ok(waited >= duration, `after ${waited} ms`);
  }), duration);
  spin(0.4);
}
