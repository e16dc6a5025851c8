'use strict';
const http = require('http');
const { assert, close, fetch, listen, mustCall, test } =
  require('./common/wire');

test(async () => {
  const server = http.createServer(mustCall((req, res) => {
    for (const chunk of [1, {}, true, []]) {
      assert.throws(() => res.write(chunk),
                    { code: 'ERR_INVALID_ARG_TYPE', name: 'TypeError' });
      assert.throws(() => res.end(chunk), { code: 'ERR_INVALID_ARG_TYPE' });
    }
    assert.throws(() => res.write(undefined), { code: 'ERR_INVALID_ARG_TYPE' });
    assert.throws(() => res.write(null), { code: 'ERR_STREAM_NULL_VALUES' });
    res.write('a', 'latin1');
    res.write(new Uint8Array([98]));
    res.write('YwA=', 'base64');
    res.end('64', 'hex');
  }));
  const port = await listen(server);
  assert.strictEqual((await fetch(port)).body, 'abc\0d');
  await close(server);
});
