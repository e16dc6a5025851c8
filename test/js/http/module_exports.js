'use strict';
const http = require('http');
const { assert, test } = require('./common/wire');

test(async () => {
  assert.strictEqual(http, require('node:http'));
  assert(http.METHODS.includes('GET') && http.METHODS.includes('M-SEARCH'));
  assert.deepStrictEqual(http.METHODS, [...http.METHODS].sort());
  console.log(http.METHODS.join(' '));
  console.log(JSON.stringify(http.STATUS_CODES));
  assert.strictEqual(http.maxHeaderSize, 16384);
  for (const name of ['Server', 'IncomingMessage', 'OutgoingMessage',
    'ServerResponse', 'createServer', 'validateHeaderName',
    'validateHeaderValue', 'setMaxIdleHTTPParsers']) {
    assert.strictEqual(typeof http[name], 'function', name);
  }
  http.validateHeaderName('X-Fine');
  assert.throws(() => http.validateHeaderName('not fine'),
                { code: 'ERR_INVALID_HTTP_TOKEN' });
  assert.throws(() => http.validateHeaderValue('x', undefined),
                { code: 'ERR_HTTP_INVALID_HEADER_VALUE' });
  assert.throws(() => http.validateHeaderValue('x', 'a\nb'),
                { code: 'ERR_INVALID_CHAR' });
  assert.throws(() => http.setMaxIdleHTTPParsers(0),
                { code: 'ERR_OUT_OF_RANGE' });
});
