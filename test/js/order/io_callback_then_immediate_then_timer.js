'use strict';
// Inside the callback of an operation: an immediate comes before a timer.

const net = require('net');

const server = net.createServer((socket) => socket.end('x'));
server.listen(0, () => {
  const client = net.connect(server.address().port);
  client.once('data', () => {
    console.log('data');
    setTimeout(() => { console.log('timeout'); server.close(); }, 0);
    setImmediate(() => console.log('immediate'));
    process.nextTick(() => console.log('tick'));
    Promise.resolve().then(() => console.log('promise'));
  });
});
