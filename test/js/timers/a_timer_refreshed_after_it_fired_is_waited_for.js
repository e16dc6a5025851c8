// Backends: one
'use strict';
// refresh() of a timer that fired a while ago brings it back to life: the
// process waits for it, unless it was unref'ed.
let count = 0;
const timer = setTimeout(() => {
  console.log('fired', ++count);
  if (count === 1) setImmediate(() => setImmediate(() => timer.refresh()));
}, 1);

const idle = setTimeout(() => {
  setImmediate(() => idle.refresh());
}, 1);
idle.unref();
process.on('exit', () => console.log('exit', count));
