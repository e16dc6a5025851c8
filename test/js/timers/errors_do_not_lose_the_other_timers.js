// Backends: one
'use strict';
process.on('uncaughtException', (error) => console.log('caught', error.message));
for (let i = 0; i < 3; i++) {
  setTimeout(() => {
    console.log('timer', i);
    process.nextTick(() => console.log('tick of', i));
    throw new Error(`of ${i}`);
  }, 1);
  setImmediate(() => {
    console.log('immediate', i);
    throw new Error(`of immediate ${i}`);
  });
}
const until = Date.now() + 3;
while (Date.now() < until);
