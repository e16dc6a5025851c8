'use strict';
const http = require('http');
const { Client, assert, close, get, listen, mustCall, test } =
  require('./common/wire');

test(async () => {
  const server = http.createServer(mustCall((req, res) => {
    res.writeProcessing(mustCall());
    res.writeEarlyHints({ link: '</a.css>; rel=preload; as=style' }, mustCall());
    res.writeEarlyHints({
      'link': ['</a.css>; rel=preload', '</b.js>; rel=preload; as=script'],
      'x-trace': 'id',
    });
    res.writeEarlyHints({ link: [] });
    for (const bad of [undefined, null, 1, 'x', []]) {
      assert.throws(() => res.writeEarlyHints(bad),
                    { code: 'ERR_INVALID_ARG_TYPE' }, String(bad));
    }
    for (const link of ['bad', 'a; rel=preload', { a: 1 }, 5]) {
      assert.throws(() => res.writeEarlyHints({ link }),
                    { code: 'ERR_INVALID_ARG_VALUE' }, String(link));
    }
    res.writeContinue(mustCall());
    res.end('ok');
  }));
  const port = await listen(server);
  const client = new Client(port).write(get());
  const text = await client.until('ok');
  assert.strictEqual(
    text.slice(0, text.indexOf('HTTP/1.1 200')),
    'HTTP/1.1 102 Processing\r\n\r\n' +
    'HTTP/1.1 103 Early Hints\r\n' +
    'Link: </a.css>; rel=preload; as=style\r\n\r\n' +
    'HTTP/1.1 103 Early Hints\r\n' +
    'Link: </a.css>; rel=preload, </b.js>; rel=preload; as=script\r\n' +
    'x-trace: id\r\n\r\n' +
    'HTTP/1.1 100 Continue\r\n\r\n');
  client.destroy();
  await close(server);
});
