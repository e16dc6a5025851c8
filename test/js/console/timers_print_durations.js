// Backends: one
'use strict';
const { write } = process.stdout;
process.stdout.write = function(text, ...rest) {
  return write.call(this, text.replace(/[\d.]+ms/, 'N ms'), ...rest);
};
console.time();
console.timeLog('default', 'so far');
setTimeout(() => console.timeEnd(), 2);
