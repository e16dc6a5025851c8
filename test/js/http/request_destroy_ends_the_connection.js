'use strict';
const http = require('http');
const { Client, close, get, listen, send, test } = require('./common/wire');

test(async () => {
  const server = http.createServer((req, res) => {
    const { url } = req;
    req.on('error', (error) => console.log(`${url} req error ${error.message}`));
    req.on('aborted', () => console.log(`${url} req aborted`));
    req.on('close', () => console.log(`${url} req close`));
    res.on('error', (error) => console.log(`${url} res error ${error.message}`));
    res.on('close', () => console.log(`${url} res close`));
    req.socket.on('error', (e) => console.log(`${url} socket error ${e.message}`));
    req.socket.on('close', (had) => console.log(`${url} socket close ${had}`));
    if (url === '/plain') req.destroy();
    else req.destroy(new Error('own'));
    console.log(url, req.destroyed, res.destroyed, req.socket.destroyed);
  });
  const port = await listen(server);
  for (const url of ['/plain', '/error']) {
    const received = await send(port, get(url));
    console.log(JSON.stringify(received));
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  await close(server);
});
