'use strict';
const http = require('http');
const { Duplex, duplexPair } = require('stream');
const { assert, event, get, mustCall, post, test } = require('./common/wire');

/** Collects what arrives; until(mark) takes it up to and with the mark. */
function collect(stream) {
  let text = '';
  let look = () => {};
  stream.on('data', (part) => { text += part; look(); });
  return {
    until: (mark) => new Promise((resolve) => {
      look = () => {
        const at = text.indexOf(mark);
        if (at === -1) return;
        look = () => {};
        resolve(text.slice(0, at + mark.length));
        text = text.slice(at + mark.length);
      };
      look();
    }),
  };
}

test(async () => {
  const server = http.createServer(mustCall((req, res) => {
    assert(req.socket instanceof Duplex);
    let text = '';
    req.on('data', (part) => { text += part; });
    req.on('end', () => res.end(`${req.method} ${req.url} ${text}`));
  }, 4));
  const [client, side] = duplexPair();
  const received = collect(client);
  server.emit('connection', side);
  client.write(get('/one'));
  assert((await received.until('/one ')).startsWith('HTTP/1.1 200 OK'));
  // Pipelined, with a body, byte by byte.
  for (const byte of post('body', '', '/two') + get('/three')) {
    client.write(byte);
  }
  const both = await received.until('/three ');
  assert(both.includes('POST /two body'));
  assert(both.indexOf('/two') < both.indexOf('/three'));
  const ended = event(client, 'end');
  client.write(get('/last', 'Connection: close\r\n'));
  await received.until('/last ');
  await ended;
  client.end();
});
