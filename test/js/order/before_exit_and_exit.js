'use strict';
// 'beforeExit' may bring the loop back to life; 'exit' may not.

let revived = 0;
process.on('beforeExit', (code) => {
  console.log('beforeExit', code);
  if (revived++ < 2) setTimeout(() => console.log('revived', revived), 1);
});
process.on('exit', (code) => {
  console.log('exit', code);
  process.nextTick(() => console.log('never'));
  Promise.resolve().then(() => console.log('promise'));
  setTimeout(() => console.log('never'), 0);
});
