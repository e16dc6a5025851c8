// Backends: one
'use strict';
const target = new EventTarget();
target.addEventListener('x', () => { throw new Error('thrown'); });
target.addEventListener('x', () => console.log('the next listener'));
target.addEventListener('x', async () => { throw new Error('rejected'); });
process.on('uncaughtException', (error) => console.log(error.message));
target.dispatchEvent(new Event('x'));
console.log('dispatched');
