// Exit: 1
// Stderr: (?s)Error: at the end
'use strict';
process.on('exit', () => { throw new Error('at the end'); });
