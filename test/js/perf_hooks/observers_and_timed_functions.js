'use strict';
// Backends: one
// Who observes is told later, of what it asked for, in the order of the starts.

const { performance, PerformanceObserver, timerify } = require('perf_hooks');

const names = (entries) => entries.map(({ name }) => name).join();
performance.mark('early', { startTime: 1 });
const marks = new PerformanceObserver((list, observer) => {
  console.log('marks', observer === marks, names(list.getEntries()));
  marks.disconnect();
  timed();
});
marks.observe({ type: 'mark', buffered: true });
const gone = new PerformanceObserver(() => console.log('never'));
gone.observe({ entryTypes: ['mark', 'measure'] });
const asked = new PerformanceObserver(() => console.log('never'));
asked.observe({ entryTypes: ['measure'] });

performance.mark('second', { startTime: 3 });
performance.mark('first', { startTime: 2 });
performance.measure('span', 'first', 'second');
gone.disconnect();
console.log('taken', names(asked.takeRecords()));
asked.disconnect();
console.log('sync');

function timed() {
  performance.mark('unseen');
  const calls = new PerformanceObserver((list) => {
    for (const { name, entryType, duration } of list.getEntries()) {
      console.log(name, entryType, duration >= 0);
    }
  });
  calls.observe({ entryTypes: ['function'] });
  class Point {
    constructor(x) {
      this.x = x;
    }
  }
  const added = timerify(function add(a, b) {
    return this.base + a + b;
  });
  console.log(added.name, added.length, added.call({ base: 1 }, 2, 3));
  console.log(new (timerify(Point))(4));
  performance.timerify(async function later() {
    return 'resolved';
  })().then(console.log);
}
