'use strict';
const http = require('http');
const { Client, close, get, listen, sleep, test } = require('./common/wire');

test(async () => {
  const server = http.createServer((req, res) => {
    for (const name of ['end', 'close', 'aborted', 'error']) {
      req.on(name, () => console.log(`${req.url} req ${name}`));
    }
    for (const name of ['finish', 'close', 'error']) {
      res.on(name, () => console.log(`${req.url} res ${name}`));
    }
    if (req.url === '/late') setTimeout(() => res.end('answer'), 2);
    else res.end('answer');
  });
  const port = await listen(server);
  for (const url of ['/at_once', '/late']) {
    const client = new Client(port).write(get(url));
    await client.response();
    await sleep(30);
    client.destroy();
  }
  await close(server);
});
