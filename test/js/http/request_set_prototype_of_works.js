'use strict';
// As express does on each request and response.
const http = require('http');
const { assert, close, fetch, listen, mustCall, post, test } =
  require('./common/wire');

test(async () => {
  const request = Object.create(http.IncomingMessage.prototype, {
    path: { get() { return this.url.split('?')[0]; } },
    app: { value: 'app' },
  });
  const response = Object.create(http.ServerResponse.prototype, {
    send: { value(text) { this.setHeader('X-Sent', '1'); this.end(text); } },
  });
  const server = http.createServer(mustCall((req, res) => {
    Object.setPrototypeOf(req, request);
    Object.setPrototypeOf(res, response);
    assert(req instanceof http.IncomingMessage);
    assert(res instanceof http.ServerResponse);
    assert.strictEqual(req.path, '/p');
    assert.strictEqual(req.app, 'app');
    let text = '';
    req.on('data', (part) => { text += part; });
    req.on('end', () => res.send(text));
  }, 3));
  const port = await listen(server);
  for (let i = 0; i < 3; i++) {
    const answer = await fetch(port, post('hi', '', '/p?q'));
    assert.strictEqual(answer.body, 'hi');
    assert.strictEqual(answer.headers['x-sent'], '1');
  }
  await close(server);
});
