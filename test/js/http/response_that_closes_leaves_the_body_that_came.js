'use strict';
// A response that ends the connection does not cut off a body that had arrived
// with the request's head.
const http = require('http');
const { Client, assert, close, listen, test } = require('./common/wire');

const kFixed = 'Content-Length: 5\r\n\r\nabcde';
const kChunked = 'Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n';

function read(req) {
  const seen = [];
  for (const name of ['aborted', 'error', 'end']) {
    req.on(name, () => seen.push(name));
  }
  let body = '';
  req.on('data', (chunk) => { body += chunk; });
  return new Promise((resolve) => {
    req.on('close', () => resolve({ body, seen }));
  });
}

test(async () => {
  let done;
  const handlers = {
    '/at_once'(req, res) {
      done = read(req);
      res.writeHead(200, { Connection: 'close' });
      res.end('accepted');
    },
    '/in_a_microtask'(req, res) {
      done = read(req);
      res.setHeader('Connection', 'close');
      Promise.resolve().then(() => res.end('accepted'));
    },
    '/paused'(req, res) {
      done = read(req);
      req.pause();
      res.setHeader('Connection', 'close');
      setImmediate(() => {
        res.end('accepted');
        setImmediate(() => req.resume());
      });
    },
  };
  const server = http.createServer((req, res) => handlers[req.url](req, res));
  const port = await listen(server);
  for (const url of Object.keys(handlers)) {
    for (const version of ['1.0', '1.1']) {
      for (const body of version === '1.0' ? [kFixed] : [kFixed, kChunked]) {
        const client = new Client(port);
        client.write(`POST ${url} HTTP/${version}\r\nHost: a\r\n${body}`);
        assert.ok((await client.until('accepted')).includes(' 200 '));
        assert.deepStrictEqual(await done, { body: 'abcde', seen: ['end'] },
                               `${url} ${version}`);
        client.destroy();
      }
    }
  }
  await close(server);
});
