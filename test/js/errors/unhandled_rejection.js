// Exit: 1
// Stderr: (?s)unhandled_rejection\.js:4\nPromise\.reject\(new Error\('lost'\)\);\n\s+\^\n\nError: lost
'use strict';
Promise.reject(new Error('lost'));
setTimeout(() => console.log('never'), 1000);
