// Backends: one
'use strict';
let count = 0;
const timer = setTimeout(() => {
  console.log('fired', ++count);
  if (count < 3) timer.refresh();
  else setTimeout(() => console.log('cleared ones stay'), 5);
}, 1);
const other = setTimeout(() => {}, 1);
clearTimeout(other);
other.refresh();
console.log(other.hasRef());
