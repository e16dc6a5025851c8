'use strict';
const http = require('http');
const { Client, close, get, listen, test } = require('./common/wire');

test(async () => {
  const held = [];
  const server = http.createServer((req, res) => {
    const { url } = req;
    res.on('finish', () => console.log(`finish ${url}`));
    res.on('close', () => console.log(`close ${url}`));
    req.resume();
    held.push(res);
    if (held.length === 3) {
      held[2].end('third');
      held[1].write('second, ');
      setTimeout(() => {
        held[0].end('first');
        setTimeout(() => held[1].end('more'), 20);
      }, 20);
    }
  });
  const port = await listen(server);
  const client = new Client(port);
  client.write(get('/1') + get('/2') + get('/3'));
  for (let i = 0; i < 3; i++) {
    const { body } = await client.response();
    console.log(`client ${body}`);
  }
  await new Promise((resolve) => setTimeout(resolve, 50));
  client.destroy();
  await close(server);
});
