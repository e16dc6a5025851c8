// Backends: one
'use strict';
const { Readable } = require('stream');
const source = new Readable({ read() {} });
for (const chunk of ['a', 'b', 'c']) source.push(chunk);
source.push(null);
source.on('data', (chunk) => {
  console.log('data', String(chunk));
  if (source.isPaused()) return;
  source.pause();
  console.log('paused', source.readableFlowing, source.readableLength);
  setImmediate(() => {
    console.log('resume');
    source.resume();
  });
});
source.on('end', () => console.log('end'));
