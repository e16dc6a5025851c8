'use strict';
const http = require('http');
const { inspect } = require('util');
const { Client, assert, close, get, listen, test } = require('./common/wire');

test(async () => {
  let shown;
  const server = http.createServer((req, res) => {
    req.user = { name: 'joe', req };
    req.res = res;
    res.setHeader('X-Set', '1');
    shown = [req, res, { req }, { a: { b: { c: req } } }]
      .map((each) => inspect(each));
    shown.push(inspect(req, { depth: null }));
    res.end();
  });
  const port = await listen(server);
  const client = new Client(port).write(get('/path?q=1'));
  await client.response();
  client.destroy();
  const [req, res, inside, deep, unlimited] = shown;
  assert(req.startsWith('IncomingMessage {'), req);
  for (const part of [
    "method: 'GET'", "url: '/path?q=1'", "httpVersion: '1.1'",
    "headers: { host: 'a' }", "name: 'joe'", 'complete: ',
  ]) {
    assert(req.includes(part), `${part} in ${req}`);
  }
  assert(!/ _\w+:/.test(req), req);
  assert(res.startsWith('ServerResponse {'), res);
  assert.match(res, /statusCode: 200/);
  assert.match(res, /'x-set': '1'/);
  assert(!/ _\w+:/.test(res), res);
  assert.match(inside, /^\{\n {2}req: IncomingMessage \{\n {4}httpVersion/);
  assert.match(deep, /\[IncomingMessage\]/);
  // What leads back to it has its name only.
  assert.match(unlimited, /req: \[IncomingMessage\]/);
  assert.strictEqual(inspect(Object.create(http.ServerResponse.prototype)),
                     'ServerResponse {}');
  await close(server);
});
