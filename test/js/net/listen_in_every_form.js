'use strict';
const net = require('net');
const { assert, event, mustCall, test } = require('../http/common/wire');

test(async () => {
  const forms = [
    [],
    [0],
    ['0'],
    [0, '127.0.0.1'],
    [0, '127.0.0.1', 5],
    [0, 5],
    [undefined],
    [null],
    [{ port: 0 }],
    [{ port: 0, host: '127.0.0.1', backlog: 3, exclusive: true }],
    [{ port: undefined }],
    [0, 'localhost'],
    [0, '::1'],
    [{ port: 0, host: '::', ipv6Only: true }],
    [{ port: 0, reusePort: true }],
  ];
  for (const form of forms) {
    for (const callback of [[], [mustCall()]]) {
      const server = net.createServer();
      assert.strictEqual(server.listen(...form, ...callback), server);
      const problem = await Promise.race([
        event(server, 'listening').then(() => null),
        event(server, 'error').then(([error]) => error)]);
      assert.strictEqual(problem, null, `${JSON.stringify(form)} ${problem}`);
      assert.strictEqual(server.listening, true);
      const { port } = server.address();
      assert(port > 0);
      await new Promise((resolve) => server.close(resolve));
      assert.strictEqual(server.listening, false);
    }
  }
});
