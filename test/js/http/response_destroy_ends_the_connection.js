'use strict';
const http = require('http');
const { close, get, listen, send, test } = require('./common/wire');

test(async () => {
  const server = http.createServer((req, res) => {
    const { url } = req;
    for (const name of ['finish', 'close']) {
      res.on(name, () => console.log(url, 'res', name));
    }
    res.on('error', (error) => console.log(url, 'res error', error.message));
    req.on('error', (error) => console.log(url, 'req error', error.message));
    req.on('close', () => console.log(url, 'req close'));
    req.socket.on('error', (e) => console.log(url, 'socket error', e.message));
    req.socket.on('close', (had) => console.log(url, 'socket close', had));
    if (url === '/begun') {
      res.write('part');
      setTimeout(() => res.destroy(), 20);
      return;
    }
    const back = url === '/error' ? res.destroy(new Error('own')) : res.destroy();
    console.log(url, back === res, res.destroyed, res.errored?.message,
                res.writableEnded, res.socket?.destroyed);
    console.log(url, res.write('after', (e) => console.log(url, 'write', e?.code)));
    res.destroy();
  });
  const port = await listen(server);
  for (const url of ['/plain', '/error', '/begun']) {
    const text = await send(port, get(url));
    await new Promise((resolve) => setTimeout(resolve, 30));
    console.log(url, JSON.stringify(text.replace(/Date: .*?\r\n/, '')));
  }
  await close(server);
});
