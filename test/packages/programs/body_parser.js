'use strict';
const http = require('http');
const bodyParser = require('body-parser');
const { assert, close, fetch, listen, post, test } = require('../http/common/wire');

test(async () => {
  const parsers = {
    '/json': bodyParser.json(),
    '/form': bodyParser.urlencoded({ extended: true }),
    '/text': bodyParser.text(),
  };
  const server = http.createServer((req, res) => {
    parsers[req.url](req, res, (error) => {
      res.statusCode = error ? error.status : 200;
      res.end(JSON.stringify(error ? error.type : req.body));
    });
  });
  const port = await listen(server);
  const ask = async (path, type, body) => {
    const response = await fetch(
      port, post(body, `Content-Type: ${type}\r\n`, path));
    return [response.status, JSON.parse(response.body)];
  };
  assert.deepStrictEqual(await ask('/json', 'application/json', '{"a":[1]}'),
                         [200, { a: [1] }]);
  assert.deepStrictEqual(await ask('/json', 'application/json', '{"a":'),
                         [400, 'entity.parse.failed']);
  assert.deepStrictEqual(
    await ask('/form', 'application/x-www-form-urlencoded', 'a[b]=c&d=e+f'),
    [200, { a: { b: 'c' }, d: 'e f' }]);
  assert.deepStrictEqual(await ask('/text', 'text/plain', 'words'),
                         [200, 'words']);
  await close(server);
});
