'use strict';
// Each option of net.Server and net.Socket as the object shows it.
const net = require('net');

const kShown = ['allowHalfOpen', 'pauseOnConnect', 'noDelay', 'keepAlive',
  'keepAliveInitialDelay', 'highWaterMark'];

function attempt(name, options, f) {
  let shown;
  try {
    shown = f();
  } catch (error) {
    shown = `${error.name} ${error.code}: ${error.message}`;
  }
  console.log(name, JSON.stringify(options), '→', shown);
}

for (const options of [
  undefined, null, {}, { allowHalfOpen: true }, { pauseOnConnect: 1 },
  { noDelay: 1 }, { keepAlive: 'x' }, { keepAliveInitialDelay: 'x' },
  { keepAliveInitialDelay: -5 }, { keepAliveInitialDelay: 1500 },
  { highWaterMark: 5 }, { highWaterMark: -1 }, { highWaterMark: 'x' }, 5, 'x',
]) {
  attempt('Server', options, () => {
    const server = net.createServer(options);
    return kShown.map((name) => server[name]).join();
  });
}
for (const options of [
  undefined, {}, { readable: false }, { writable: false },
  { readable: false, writable: false }, { allowHalfOpen: true },
  { highWaterMark: 10 }, { keepAliveInitialDelay: 'x' }, { objectMode: true },
  { signal: 5 },
]) {
  attempt('Socket', options, () => {
    const socket = new net.Socket(options);
    return [
      socket.readyState, socket.pending, socket.connecting, socket.destroyed,
      socket.allowHalfOpen, socket.readableHighWaterMark,
      socket.writableHighWaterMark, socket.timeout, socket.bytesRead,
      socket.bytesWritten, socket.bufferSize, socket.remoteAddress,
      JSON.stringify(socket.address()),
    ].join();
  });
}
const socket = new net.Socket();
for (const msecs of [5, 0, 2 ** 31, 'x', -1, NaN, Infinity, undefined, null]) {
  attempt('setTimeout', msecs, () => {
    return [socket.setTimeout(msecs) === socket, socket.timeout].join();
  });
}
process.removeAllListeners('warning');
process.on('warning', (warning) => {
  console.log(warning.name, JSON.stringify(warning.message));
});
socket.destroy();
