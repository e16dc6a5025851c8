'use strict';
const http = require('http');
const { Client, close, event, get, listen, post, test } =
  require('./common/wire');

test(async () => {
  const server = http.createServer((req, res) => {
    const { url } = req;
    for (const name of ['end', 'close', 'aborted']) {
      req.on(name, () => console.log(`${url} req ${name} ${req.destroyed}`));
    }
    if (url !== '/silent') {
      req.on('error', (error) => {
        console.log(`${url} req error ${error.code} ${error.message}`);
      });
    }
    for (const name of ['prefinish', 'finish', 'close', 'error']) {
      res.on(name, () => {
        console.log(`${url} res ${name} ${res.destroyed} ${res.writableEnded} ${
          res.writableFinished}`);
      });
    }
    req.socket.once('close', () => console.log(`${url} socket close`));
    req.resume();
    server.emit('seen', req, res);
  });
  const port = await listen(server);
  const requests = [
    get('/before-the-answer'),
    'POST /in-the-body HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n123',
    post('all of it', '', '/after-the-body'),
    get('/silent'),
  ];
  for (const request of requests) {
    const client = new Client(port).write(request);
    const [req, res] = await event(server, 'seen');
    await new Promise((resolve) => setTimeout(resolve, 30));
    client.destroy();
    await event(req.socket, 'close');
    await new Promise((resolve) => setTimeout(resolve, 30));
    console.log(req.aborted, req.complete, res.headersSent);
    res.end('too late');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await close(server);
});
