'use strict';
const http = require('http');
const { assert, close, fetch, get, listen, test } = require('./common/wire');

const forms = {
  code: (res) => res.writeHead(201),
  reason: (res) => res.writeHead(201, 'Made'),
  object: (res) => res.writeHead(201, { 'X-A': '1' }),
  both: (res) => res.writeHead(201, 'Made', { 'X-A': 1 }),
  flat: (res) => res.writeHead(201, ['X-A', '1', 'X-A', '2']),
  pairs: (res) => res.writeHead(201, [['X-A', '1'], ['X-B', '2']]),
  undefinedReason: (res) => res.writeHead(201, undefined, { 'X-A': '1' }),
  statusMessage(res) {
    res.statusMessage = 'Own';
    return res.writeHead(202);
  },
  unknown: (res) => res.writeHead(799),
  text: (res) => res.writeHead('204'),
  implicit(res) {
    res.statusCode = 404;
    res.statusMessage = 'Nope';
    return res;
  },
  merged(res) {
    res.setHeader('X-A', 'set');
    res.setHeader('X-B', 'kept');
    return res.writeHead(200, { 'x-a': 'over' });
  },
};

test(async () => {
  const server = http.createServer((req, res) => {
    res.sendDate = false;
    const returned = forms[req.url.slice(1)](res);
    assert.strictEqual(returned, res);
    res.end();
  });
  const port = await listen(server);
  for (const name of Object.keys(forms)) {
    const { head } = await fetch(port, get(`/${name}`));
    console.log(`${name}\n${head.replace(/\r/g, '')}`);
  }
  await close(server);
});
