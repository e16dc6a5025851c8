'use strict';
const http = require('http');
const { Client, close, listen, post, test } = require('./common/wire');

test(async () => {
  const server = http.createServer((req, res) => {
    for (const name of ['end', 'close', 'aborted', 'error']) {
      req.on(name, () => console.log(`req ${name}`));
    }
    for (const name of ['prefinish', 'finish', 'close', 'error']) {
      res.on(name, () => console.log(`res ${name}`));
    }
    res.end('answer');
  });
  const port = await listen(server);
  const client = new Client(port).write(post('body'));
  await client.response();
  await new Promise((resolve) => setTimeout(resolve, 50));
  client.destroy();
  await close(server);
});
