'use strict';
// What a hook throws ends the program, whatever listens; 'exit' is emitted.
// Backends: one
// Exit: 1
// Stderr: Error: of a hook
const { createHook } = require('async_hooks');

process.on('uncaughtException', () => process.exit(9));
process.on('exit', (code) => console.log('exit', code));
createHook({
  init() { throw new Error('of a hook'); },
}).enable();
try {
  setTimeout(() => {}, 1);
  console.log('never');
} catch {
  console.log('never');
} finally {
  console.log('never');
}
