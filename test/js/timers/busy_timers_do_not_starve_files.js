// Backends: one
'use strict';
const fs = require('fs');
let turns = 0;
const timer = setInterval(() => {
  turns++;
  const until = Date.now() + 2;
  while (Date.now() < until);
}, 1);
fs.readFile(__filename, () => {
  clearInterval(timer);
  console.log('read', turns < 500);
});
