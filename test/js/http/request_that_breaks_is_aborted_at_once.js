'use strict';
/** Its user hears of it with the answer, not when the client has gone. */
const http = require('http');
const { Client, assert, close, event, listen, sleep, test } =
  require('./common/wire');

const kHead = 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n';

/** @returns {Promise<object>} settled when request and response are over */
async function endOf(server) {
  const [req, res] = await event(server, 'request');
  const seen = { aborted: false };
  req.on('aborted', () => { seen.aborted = true; });
  req.on('data', () => {});
  const closed = event(res, 'close');
  [seen.error] = await event(req, 'error');
  await closed;
  return seen;
}

async function check(server, port, bytes, status) {
  const over = endOf(server);
  const client = new Client(port).write(kHead + bytes);
  const { aborted, error } = await over;
  assert.strictEqual(aborted, true);
  assert.strictEqual(error.code, 'ECONNRESET');
  assert.strictEqual((await client.response()).status, status);
  assert.strictEqual(client.closed, false);
  client.destroy();
}

test(async () => {
  const server = http.createServer({ requestTimeout: 150 });
  const port = await listen(server);
  // Neither may take the second for which the connection lingers.
  const late = sleep(900).then(() => assert.fail('too late'));
  await Promise.race([late, (async () => {
    await check(server, port, '1\r\na\r\nzz\r\n', 400);
    await check(server, port, '1\r\na\r\n', 408);
  })()]);
  late.catch(() => {});
  await close(server);
});
