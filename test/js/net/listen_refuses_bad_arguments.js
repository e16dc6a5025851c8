'use strict';
const net = require('net');
const { assert, listen, test } = require('../http/common/wire');

test(async () => {
  for (const port of [-1, 65536, 1.5, '65536', '-1', NaN, Infinity]) {
    assert.throws(() => net.createServer().listen({ port }),
                  { code: 'ERR_SOCKET_BAD_PORT', name: 'RangeError' },
                  String(port));
  }
  for (const options of [{}, { host: 'localhost' }, { port: true }, { port: {} },
    { path: '' }, { path: 1 }, false, { fd: -1 }]) {
    assert.throws(() => net.createServer().listen(options),
                  { code: 'ERR_INVALID_ARG_VALUE' }, JSON.stringify(options));
  }
  assert.throws(() => net.createServer(1), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => net.createServer('path'), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => net.createServer().listen({ port: 0, signal: 'x' }),
                { code: 'ERR_INVALID_ARG_TYPE' });
  const server = net.createServer();
  await listen(server);
  assert.throws(() => server.listen(0), {
    code: 'ERR_SERVER_ALREADY_LISTEN',
    message: 'Listen method has been called more than once without closing.',
  });
  server.close();
  const error = await new Promise((resolve) => {
    net.createServer().close(resolve);
  });
  assert.strictEqual(error.code, 'ERR_SERVER_NOT_RUNNING');
  assert.strictEqual(error.message, 'Server is not running.');
});
