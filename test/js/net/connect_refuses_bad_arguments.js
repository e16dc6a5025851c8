'use strict';
const net = require('net');
const { assert, test } = require('../http/common/wire');

test(async () => {
  assert.throws(() => net.connect(), { code: 'ERR_MISSING_ARGS' });
  assert.throws(() => net.connect({}), { code: 'ERR_MISSING_ARGS' });
  assert.throws(() => net.connect({ port: 70000 }), { code: 'ERR_SOCKET_BAD_PORT' });
  assert.throws(() => net.connect({ port: -1 }), { code: 'ERR_SOCKET_BAD_PORT' });
  for (const port of [true, {}, []]) {
    assert.throws(() => net.connect({ port }), { code: 'ERR_INVALID_ARG_TYPE' });
  }
  assert.throws(() => net.connect({ port: 80, localAddress: 'foobar' }),
                { code: 'ERR_INVALID_IP_ADDRESS' });
  assert.throws(() => net.connect({ path: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => new net.Socket({ objectMode: true }),
                { code: 'ERR_INVALID_ARG_VALUE' });
});
