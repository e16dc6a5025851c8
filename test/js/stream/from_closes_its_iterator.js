// Backends: one
'use strict';
const { Readable } = require('stream');
async function* numbers() {
  try {
    for (let i = 1; ; i++) yield i;
  } finally {
    console.log('cleaned up');
  }
}
const source = Readable.from(numbers());
source.on('data', (n) => {
  console.log(n);
  if (n === 3) source.destroy();
});
source.on('close', () => console.log('close'));
