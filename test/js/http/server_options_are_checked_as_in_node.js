'use strict';
const http = require('http');
const net = require('net');
const { assert, close, fetch, get, listen, test } = require('./common/wire');

// Whether it is on is asked of noDelay and keepAlive, not whether it is a boolean.
for (const [value, on] of [[5, true], [0, false], ['x', true], ['', false],
  [true, true], [{}, true], [undefined, true], [null, true]]) {
  assert.strictEqual(http.createServer({ noDelay: value }).noDelay, on);
}
assert.strictEqual(http.createServer({ keepAlive: 1 }).keepAlive, true);

for (const make of [http.createServer, net.createServer]) {
  for (const wrong of ['x', '5', null, true, {}, 5n, Symbol('s')]) {
    assert.throws(() => make({ highWaterMark: wrong }), {
      code: 'ERR_INVALID_ARG_TYPE',
      message: /^The "options\.highWaterMark" property must be of type number\./,
    });
  }
  assert.strictEqual(make({}).highWaterMark, 65536);
  assert.strictEqual(make({ highWaterMark: -1 }).highWaterMark, 65536);
  assert.strictEqual(make({ highWaterMark: 10 }).highWaterMark, 10);
}
for (const wrong of [-1, 1.5, NaN, 'x']) {
  assert.throws(() => new net.Socket({ highWaterMark: wrong }), {
    code: 'ERR_INVALID_ARG_VALUE',
    message: /^The property 'options\.readableHighWaterMark' is invalid\./,
  });
}

for (const make of [() => http.createServer({}, 'x'),
                    () => http.createServer().setTimeout(10, 'x')]) {
  assert.throws(make, {
    code: 'ERR_INVALID_ARG_TYPE',
    message: /^The "listener" argument must be of type function\./,
  });
}

test(async () => {
  // Limits that are too great for the parser are none; what is no number is
  // the default.
  for (const limit of [2 ** 31, 2 ** 32, 2 ** 53 - 1]) {
    const server = http.createServer({ maxHeaderSize: limit, maxBodySize: limit },
                                     (req, res) => res.end('ok'));
    const port = await listen(server);
    const long = `X: ${'x'.repeat(30_000)}\r\n`;
    assert.strictEqual((await fetch(port, get('/', long))).body, 'ok');
    await close(server);
  }
  for (const odd of [-5, 'x', NaN, {}]) {
    const server = http.createServer((req, res) => res.end('ok'));
    server.maxHeaderSize = odd;
    server.maxBodySize = odd;
    server.keepAliveInitialDelay = odd;
    const port = await listen(server);
    assert.strictEqual((await fetch(port, get('/'))).body, 'ok');
    await close(server);
  }
});
