// Backends: one
'use strict';
const later = [];
setImmediate(() => {
  console.log('first');
  for (const immediate of later) clearImmediate(immediate);
});
for (let i = 0; i < 3; i++) {
  later.push(setImmediate(() => console.log('never')));
}
setImmediate(() => console.log('last'));
