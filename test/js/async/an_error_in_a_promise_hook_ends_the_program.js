'use strict';
// V8 would only report what a hook of a promise throws.
// Backends: one
// Exit: 1
// Stderr: Error: of a hook
const { createHook } = require('async_hooks');

process.on('exit', (code) => console.log('exit', code));
createHook({
  init(id, type) { if (type === 'PROMISE') throw new Error('of a hook'); },
}).enable();
Promise.resolve().then(() => console.log('never'));
console.log('never');
