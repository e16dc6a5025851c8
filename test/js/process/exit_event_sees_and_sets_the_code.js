// Backends: one
// Exit: 5
'use strict';
process.on('exit', (code) => {
  console.log('exit', code, process.exitCode);
  process.exitCode = 5;
  setTimeout(() => console.log('never'), 0);
});
process.exitCode = 3;
