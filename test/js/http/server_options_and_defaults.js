'use strict';
const http = require('http');
const net = require('net');
const { assert, test } = require('./common/wire');

test(async () => {
  const server = http.createServer();
  assert(server instanceof http.Server);
  assert(server instanceof net.Server);
  assert(http.Server() instanceof http.Server);
  assert.strictEqual(server.listening, false);
  assert.strictEqual(server.address(), null);
  assert.deepStrictEqual(
    [server.timeout, server.headersTimeout, server.requestTimeout,
     server.keepAliveTimeout, server.keepAliveTimeoutBuffer,
     server.maxHeadersCount, server.maxRequestsPerSocket,
     server.httpAllowHalfOpen, server.allowHalfOpen],
    [0, 60000, 300000, 5000, 1000, null, 0, false, true]);
  const set = http.createServer({
    headersTimeout: 1, requestTimeout: 2, keepAliveTimeout: 3,
    keepAliveTimeoutBuffer: 4 });
  assert.deepStrictEqual(
    [set.headersTimeout, set.requestTimeout, set.keepAliveTimeout,
     set.keepAliveTimeoutBuffer], [1, 2, 3, 4]);
  assert.strictEqual(http.createServer({ requestTimeout: 10 }).headersTimeout, 10);
  assert.throws(() => http.createServer({ headersTimeout: 5, requestTimeout: 4 }),
                { code: 'ERR_OUT_OF_RANGE' });
  for (const name of ['headersTimeout', 'requestTimeout', 'keepAliveTimeout',
    'keepAliveTimeoutBuffer', 'connectionsCheckingInterval', 'maxHeaderSize']) {
    assert.throws(() => http.createServer({ [name]: -1 }),
                  { code: 'ERR_OUT_OF_RANGE' }, name);
    assert.throws(() => http.createServer({ [name]: '1' }),
                  { code: 'ERR_INVALID_ARG_TYPE' }, name);
  }
  for (const name of ['insecureHTTPParser', 'requireHostHeader',
    'joinDuplicateHeaders', 'rejectNonStandardBodyWrites']) {
    assert.throws(() => http.createServer({ [name]: 1 }),
                  { code: 'ERR_INVALID_ARG_TYPE' }, name);
  }
  assert.throws(() => http.createServer(1), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => http.createServer({}, 1), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.strictEqual(http.createServer(() => {}).listenerCount('request'), 1);
});
