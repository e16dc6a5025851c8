'use strict';
// A head that could not be made leaves nothing behind: what the program sends
// instead, an error page mostly, is framed by itself, and the connection goes on.
const http = require('http');
const { Client, assert, close, get, listen, test } = require('./common/wire');

const page = 'an error page that is longer';

/** What a program tries, each of which throws. */
const attempts = {
  status(res) {
    res.statusCode = 1000;
    res.end('abc');
  },
  statusOfWriteHead(res) { res.writeHead(99); },
  reason(res) { res.writeHead(200, 'bad\n', { 'Content-Length': 3 }); },
  field(res) {
    res.writeHead(200, { 'Content-Length': 3, 'X-Bad': 'bad\n' });
  },
  close(res) { res.writeHead(200, { Connection: 'close', 'X-Bad': 'bad\n' }); },
  keepAlive(res) {
    res.writeHead(200, { 'Keep-Alive': 'timeout=77', 'X-Bad': 'bad\n' });
  },
  chunked(res) {
    res.writeHead(200, { 'Transfer-Encoding': 'chunked', 'X-Bad': 'bad\n' });
  },
  pairs(res) { res.writeHead(200, [['Content-Length', 3], ['X-Bad', 'bad\n']]); },
  list(res) { res.writeHead(200, ['Content-Length', 3, 'X-Bad', 'bad\n']); },
  odd(res) { res.writeHead(200, ['Content-Length', 3, 'X-Bad']); },
  noBody(res) { res.writeHead(204, { 'X-Bad': 'bad\n' }); },
  informational(res) { res.writeHead(101, { 'X-Bad': 'bad\n' }); },
  merged(res) {
    res.setHeader('X-Kept', 'kept');
    res.writeHead(200, { 'X-Kept': 'not', 'X-New': '1', 'X-Bad': 'bad\n' });
  },
  mergedPairs(res) {
    res.setHeader('X-Kept', 'kept');
    res.writeHead(200, [['x-kept', 'not'], ['Date', 'now'], ['X-New', '1'],
      ['X-Bad', 'bad\n']]);
  },
  mergedReason(res) {
    res.setHeader('X-Kept', 'kept');
    res.writeHead(200, 'bad\n', { 'X-New': '1', 'Content-Length': 3 });
  },
  trailer(res) {
    res.writeHead(200, { 'Trailer': 'X-Sum', 'Content-Length': 3 });
  },
  trailerAtTheEnd(res) {
    res.setHeader('Trailer', 'X-Sum');
    res.setHeader('Content-Length', 3);
    try {
      res.end('abc');
    } finally {
      res.removeHeader('Trailer');
      res.setHeader('Content-Length', page.length);
    }
  },
  encoding(res) { res.end('abc', 'nothing'); },
  encodingOfAWrite(res) { res.write('abc', 'nothing'); },
  strict(res) {
    res.strictContentLength = true;
    res.statusCode = 1000;
    try {
      res.write('abc');
    } finally {
      res.strictContentLength = false;
    }
  },
  flush(res) {
    res.statusCode = 1000;
    res.flushHeaders();
  },
  empty(res) {
    res.statusCode = 1000;
    res.end();
  },
  override(res) {
    const { writeHead } = res;
    res.writeHead = () => { throw new Error('mine'); };
    try {
      res.end('abc');
    } finally {
      res.writeHead = writeHead;
    }
  },
};

test(async () => {
  const server = http.createServer((req, res) => {
    if (req.url === '/next') {
      res.end('next');
      return;
    }
    assert.throws(() => attempts[req.url.slice(1)](res));
    assert.strictEqual(res.headersSent, false);
    assert.strictEqual(res.statusMessage, undefined);
    res.statusCode = 500;
    res.end(page);
  });
  const port = await listen(server);
  for (const name of Object.keys(attempts)) {
    const client = new Client(port);
    client.write(get(`/${name}`) + get('/next'));
    const { head, body, headers } = await client.response();
    const lines = head.split('\r\n').map((line) => line.replace(/Date: .* GMT/, 'Date:'));
    const kept = name.startsWith('merged') ? ['X-Kept: kept'] : [];
    // By name, as the order of what was put back is not that of the beginning.
    assert.deepStrictEqual(lines.sort(), [
      'HTTP/1.1 500 Internal Server Error', ...kept, 'Date:',
      'Connection: keep-alive', 'Keep-Alive: timeout=5',
      `Content-Length: ${page.length}`, '', ''].sort(), name);
    assert.ok(headers.date);
    assert.strictEqual(body, page);
    assert.strictEqual((await client.response()).body, 'next', name);
    client.destroy();
  }
  await close(server);
});
