// Exit: 3
'use strict';
// Not a statement runs after process.exit, in no place.
process.on('exit', (code) => {
  console.log('exit', code);
  setTimeout(() => console.log('never'), 0);
});
setTimeout(() => console.log('never'), 1);
Promise.resolve().then(() => console.log('never'));
process.nextTick(() => console.log('never'));
try {
  process.exit(3);
} finally {
  console.log('never');
}
console.log('never');
