'use strict';
// Operations that are under way do not hold up the end, nor call back.
const fs = require('fs');
for (let i = 0; i < 50; ++i) {
  fs.readFile(__filename, () => console.log('too late'));
  fs.stat('/', () => console.log('too late'));
  fs.mkdtemp('/nonexistent/', () => console.log('too late'));
}
fs.writeSync(1, 'bye\n');
process.exit(0);
