// Exit: 7
// Stderr: (?s)Error: second
'use strict';
process.on('uncaughtException', () => { throw new Error('second'); });
throw new Error('first');
