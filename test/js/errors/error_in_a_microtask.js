// Exit: 1
// Stderr: (?s)error_in_a_microtask\.js:5\n.*Error: micro
'use strict';
process.on('exit', (code) => console.log('exit', code));
queueMicrotask(() => { throw new Error('micro'); });
