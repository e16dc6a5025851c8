'use strict';
// A timer waits for its whole duration, by every clock, wherever in a
// millisecond it was started.
const assert = require('assert');
const { test } = require('../common/test.js');

test(async () => {
  for (let i = 0; i < 120; ++i) {
    const odd = process.hrtime.bigint() + BigInt((i * 373) % 1000) * 1000n;
    while (process.hrtime.bigint() < odd);
    const byWall = Date.now();
    const byPerformance = performance.now();
    const start = process.hrtime.bigint();
    await new Promise((resolve) => setTimeout(resolve, 3));
    const end = process.hrtime.bigint();
    assert.ok(end - start >= 3_000_000n, `${end - start} ns`);
    assert.ok(performance.now() - byPerformance >= 3);
    assert.ok(Date.now() - byWall >= 3);
  }
});

// An interval is never ahead of its schedule either.
test(async () => {
  const start = performance.now();
  let rounds = 0;
  await new Promise((resolve) => {
    const interval = setInterval(() => {
      assert.ok(performance.now() - start >= ++rounds * 2);
      if (rounds === 20) {
        clearInterval(interval);
        resolve();
      }
    }, 2);
  });
});
