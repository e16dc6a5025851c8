'use strict';
// A head with characters above U+007F goes out in the encoding of what follows
// it, and Content-Disposition has a rule of its own; recorded from Node.
const http = require('http');
const { close, get, listen, send, test } = require('./common/wire');

const kValue = 'b\xc3\xa5r \xe9';

const ways = {
  end(res, name) { res.setHeader(name, kValue).end('x'); },
  writeHead(res, name) { res.writeHead(200, { [name]: kValue }).end('x'); },
  write(res, name) {
    res.writeHead(200, [name, kValue]);
    res.write('x');
    res.end('\u20ac');
  },
  buffer(res, name) { res.setHeader(name, kValue).end(Buffer.from('x')); },
  empty(res, name) { res.setHeader(name, kValue).end(); },
  length(res, name) {
    res.setHeader(name, kValue).setHeader('Content-Length', 1);
    res.write('x');
    res.end();
  },
  flush(res, name) {
    res.setHeader(name, kValue).flushHeaders();
    res.end('x');
  },
  array(res, name) {
    res.setHeader(name, [kValue, kValue]).end('x', 'latin1');
  },
};

test(async () => {
  const server = http.createServer((req, res) => {
    res.sendDate = false;
    const [, way, name] = req.url.split('/');
    ways[way](res, name);
  });
  const port = await listen(server);
  for (const way of Object.keys(ways)) {
    for (const name of ['X-Name', 'Content-Disposition']) {
      const bytes = get(`/${way}/${name}`, 'Connection: close\r\n');
      console.log(way, JSON.stringify(await send(port, bytes)));
    }
  }
  await close(server);
});
