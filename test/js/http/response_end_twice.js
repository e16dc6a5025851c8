'use strict';
// end() of what has ended: who gives a callback is called, who gives data and
// comes in time gets an error, and who comes late harms nobody.
const http = require('http');
const { Client, assert, close, get, listen, sleep, test } =
  require('./common/wire');

process.on('uncaughtException', (error) => {
  console.error('uncaught', error);
  process.exit(1);
});

test(async () => {
  const seen = [];
  const note = (name) => (error) => seen.push(`${name} ${error?.code ?? error}`);
  const handlers = {
    callback(res) {
      res.on('error', note('error'));
      res.end('x', note('first'));
      res.end(note('second'));
      res.end('', note('third'));
    },
    data(res) {
      res.on('error', note('error'));
      res.end('x');
      res.end('y', note('first'));
    },
    silent_callback(res) {
      res.end('x');
      res.end(note('first'));
    },
    late(res) {
      res.on('error', note('error'));
      res.end('x');
      setTimeout(() => {
        res.end('y', note('first'));
        res.end(note('second'));
        res.end('', note('third'));
        assert.strictEqual(res.write('y', note('fourth')), false);
      }, 20);
    },
    late_and_silent(res) {
      res.end('x');
      setTimeout(() => {
        res.end('y');
        res.end('y', note('first'));
        res.end(note('second'));
        res.write('y', note('third'));
      }, 20);
    },
    falsy(res) {
      assert.strictEqual(res.end(0), res);
    },
  };
  const expected = {
    callback: ['first null', 'second null', 'third null'],
    data: ['first ERR_STREAM_WRITE_AFTER_END', 'error ERR_STREAM_WRITE_AFTER_END'],
    silent_callback: ['first null'],
    late: ['second ERR_STREAM_ALREADY_FINISHED',
           'third ERR_STREAM_ALREADY_FINISHED',
           'fourth ERR_STREAM_WRITE_AFTER_END'],
    late_and_silent: ['second ERR_STREAM_ALREADY_FINISHED',
                      'third ERR_STREAM_WRITE_AFTER_END'],
    falsy: [],
  };
  const server = http.createServer((req, res) => {
    handlers[req.url.slice(1)](res);
  });
  const port = await listen(server);
  for (const name of Object.keys(handlers)) {
    seen.length = 0;
    const client = new Client(port).write(get(`/${name}`));
    const response = await client.response();
    assert.strictEqual(response.body, name === 'falsy' ? '' : 'x');
    await sleep(60);
    assert.deepStrictEqual(seen, expected[name], name);
    client.destroy();
  }
  await close(server);
});
