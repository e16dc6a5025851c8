// Missing: ECMAScript modules
'use strict';
const http = require('http');
const inject = require('light-my-request');
const { assert, test } = require('../http/common/wire');

test(async () => {
  const dispatch = (req, res) => {
    assert(res instanceof http.ServerResponse);
    let text = '';
    req.on('data', (part) => { text += part; });
    req.on('end', () => {
      res.writeHead(201, { 'Content-Type': 'text/plain', 'X-Url': req.url });
      res.end(`${req.method} ${req.headers.host} ${text}`);
    });
  };
  const response = await inject(dispatch, {
    method: 'POST', url: 'http://example.com:8080/hello?a=b', payload: 'the body',
  });
  assert.strictEqual(response.statusCode, 201);
  assert.strictEqual(response.payload, 'POST example.com:8080 the body');
  assert.strictEqual(response.headers['x-url'], '/hello?a=b');
  assert.strictEqual(response.headers['content-type'], 'text/plain');
});
