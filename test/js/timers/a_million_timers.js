// Backends: one
// Timeout: 60
'use strict';
let fired = 0;
for (let i = 0; i < 1_000_000; i++) setTimeout(() => { fired++; }, 1 + i % 7);
const cancelled = [];
for (let i = 0; i < 1000; i++) cancelled.push(setTimeout(() => { fired++; }, i));
for (const timer of cancelled) clearTimeout(timer);
process.on('exit', () => console.log(fired));
