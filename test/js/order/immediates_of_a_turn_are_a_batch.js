'use strict';
// What an immediate queues waits for the next turn; what it clears does not run.

let turns = 0;
const cleared = [];
setImmediate(() => {
  console.log('a');
  setImmediate(() => console.log('d', turns));
  clearImmediate(cleared[0]);
});
cleared.push(setImmediate(() => console.log('never')));
setImmediate(() => console.log('b'));
setImmediate(() => { console.log('c'); turns++; });
