// Backends: one
'use strict';
process.on('warning', (w) => console.log(`${w.name}: ${w.message}`));
for (const delay of [2 ** 31, -1, -1, NaN, 'x']) {
  setTimeout(() => {}, delay);
}
console.log(setTimeout(() => {}, 0)._idleTimeout,
            setTimeout(() => {}, '3')._idleTimeout);
