// Backends: one
'use strict';
const timer = setTimeout(() => console.log('never'), 1_000_000);
console.log(timer.hasRef(), timer.unref() === timer, timer.hasRef());
const immediate = setImmediate(() => console.log('maybe'));
console.log(immediate.hasRef(), immediate.unref().hasRef());
clearImmediate(immediate);
setTimeout(() => console.log('this one counts'), 5);
