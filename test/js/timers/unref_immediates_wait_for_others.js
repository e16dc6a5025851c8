'use strict';
// An immediate that holds nobody runs if the loop turns for another reason,
// and not when it is all that is left: neither after the last timer, nor
// because V8 has something to finish, nor in 'beforeExit'.
setImmediate(() => console.log('immediate')).unref();
setTimeout(() => {
  console.log('timer');
  setImmediate(() => console.log('referenced again')).unref().ref();
  setTimeout(() => {
    console.log('last timer');
    setImmediate(() => console.log('never')).unref();
    const bytes = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);
    WebAssembly.compile(bytes).then(() => console.log('compiled'));
  }, 20);
}, 20);
process.on('beforeExit', () => {
  setImmediate(() => console.log('never')).unref();
});
process.on('exit', () => console.log('exit'));
