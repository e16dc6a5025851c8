'use strict';
// Backends: one
// Marks, measures and the timeline that keeps them.

const assert = require('assert');
const {
  performance, PerformanceEntry, PerformanceMark, PerformanceMeasure,
} = require('perf_hooks');

assert.strictEqual(globalThis.performance, performance);
assert(performance.timeOrigin > 1.6e12);
assert(Math.abs(performance.timeOrigin + performance.now() - Date.now()) < 1000);
const before = performance.now();
assert(performance.now() >= before);

const a = performance.mark('a', { startTime: 10, detail: { list: [1] } });
assert(a instanceof PerformanceMark && a instanceof PerformanceEntry);
assert.deepStrictEqual(
  [a.name, a.entryType, a.startTime, a.duration, a.detail.list],
  ['a', 'mark', 10, 0, [1]]);
performance.mark('b', { startTime: 5 });
performance.mark('a', { startTime: 20 });
assert.strictEqual(performance.mark('late', { startTime: 1e9 }).detail, null);
assert(performance.mark('now').startTime >= before);

// The last mark of a name counts.
const m = performance.measure('m', 'b', 'a');
assert(m instanceof PerformanceMeasure);
assert.deepStrictEqual([m.startTime, m.duration, m.detail], [5, 15, null]);
for (const options of [[], [{}], [undefined], [null], [{ duration: 1 }]]) {
  const { startTime, duration } = performance.measure('to now', ...options);
  assert.strictEqual(startTime, 0);
  assert(duration > before && duration <= performance.now());
}
const spans = [
  [{ start: 1, end: 4 }, 1, 3], [{ start: 1, duration: 4 }, 1, 4],
  [{ end: 9, duration: 4 }, 5, 4], [{ start: 'b', end: 'a' }, 5, 15],
];
for (const [options, start, duration] of spans) {
  const { startTime, duration: found, detail } =
    performance.measure('span', { ...options, detail: 'why' });
  assert.deepStrictEqual([startTime, found, detail], [start, duration, 'why']);
}

// Sorted by their start, whatever the order in which they came.
assert.deepStrictEqual(
  performance.getEntriesByType('mark').map(({ name }) => name)
    .filter((name) => name !== 'now'), ['b', 'a', 'a', 'late']);
assert.strictEqual(performance.getEntriesByName('span').length, 4);
assert.strictEqual(performance.getEntriesByName('a', 'measure').length, 0);

performance.clearMarks('a');
assert.deepStrictEqual(
  performance.getEntriesByType('mark').map(({ name }) => name),
  ['b', 'now', 'late']);
performance.mark('now');
performance.clearMarks();
performance.clearMeasures();
assert.deepStrictEqual(performance.getEntries(), []);

// What a mark keeps is a copy.
const detail = { changes: 1 };
const kept = performance.mark('copy', { detail });
detail.changes = 2;
assert.strictEqual(kept.detail.changes, 1);

const wrong = [
  [() => performance.mark(), 'ERR_MISSING_ARGS'],
  [() => performance.mark('x', { startTime: -1 }),
   'ERR_PERFORMANCE_INVALID_TIMESTAMP'],
  [() => performance.mark('x', { startTime: '1' }), 'ERR_INVALID_ARG_TYPE'],
  [() => performance.measure(1), 'ERR_INVALID_ARG_TYPE'],
  [() => performance.measure('x', { start: 1, end: 2, duration: 3 }),
   'ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS'],
  [() => performance.measure('x', { start: 1 }, 'now'),
   'ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS'],
  [() => new PerformanceEntry(), 'ERR_ILLEGAL_CONSTRUCTOR'],
];
for (const [call, code] of wrong) assert.throws(call, { code }, `${call}`);
assert.throws(() => performance.measure('x', 'never set'),
              { name: 'SyntaxError', message: /"never set" .* not been set/ });
