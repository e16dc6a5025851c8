'use strict';
const http = require('http');
const { Client, close, get, listen, test } = require('./common/wire');

test(async () => {
  const server = http.createServer((req, res) => {
    for (const name of ['end', 'close', 'aborted', 'error']) {
      req.on(name, () => console.log(`req ${name}`));
    }
    for (const name of ['prefinish', 'finish', 'close', 'error']) {
      res.on(name, () => console.log(`res ${name}`));
    }
    req.socket.once('close', () => console.log('socket close'));
    req.resume();
    console.log('request');
    res.end('x', () => console.log('end callback'));
    process.nextTick(() => console.log('nextTick'));
    console.log('handler returns');
  });
  server.on('connection', () => console.log('connection'));
  server.on('close', () => console.log('server close'));
  const port = await listen(server);
  const client = new Client(port).write(get());
  await client.response();
  await new Promise((resolve) => setTimeout(resolve, 50));
  console.log('client leaves');
  client.destroy();
  await new Promise((resolve) => setTimeout(resolve, 50));
  await close(server);
});
