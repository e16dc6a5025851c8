'use strict';
// A callback or a listener that throws, where the program goes on, keeps nobody
// else from being called: the answer leaves, and the response finishes and closes.
const http = require('http');
const { Client, assert, close, event, get, listen, sleep, test } =
  require('./common/wire');

const large = 'x'.repeat(5_000_000);

/**
 * @param {function(ServerResponse, function(string): Function): void} handler
 *   gets a function that makes a callback which notes a name, and throws if that
 *   ends in '!'
 * @returns {Promise<string[]>} what was noted
 */
async function run(handler, { leave = false } = {}) {
  const noted = [];
  const note = (name) => () => {
    noted.push(name);
    if (name.endsWith('!')) throw new Error(name);
  };
  let closed;
  const server = http.createServer((req, res) => {
    if (req.url === '/next') {
      res.end('next');
      return;
    }
    closed = event(res, 'close');
    handler(res, note);
    res.on('finish', note('finish'));
    res.on('close', note('close'));
  });
  const port = await listen(server);
  const client = new Client(port);
  client.socket.pause();
  const asked = event(server, 'request');
  client.write(get());
  await asked;
  await sleep(30);
  client.socket.resume();
  if (leave) {
    client.destroy();
  } else {
    await client.response();
    client.write(get('/next'));
    assert.strictEqual((await client.response()).body, 'next');
  }
  await closed;
  await sleep(10);
  client.destroy();
  await close(server);
  return noted;
}

process.on('uncaughtException', (error) => {
  if (error.message.endsWith('!')) return;
  console.error(error);
  process.exit(1);
});

test(async () => {
  // What follows one that throws may come later, but all of it comes.
  for (const body of ['small', large]) {
    assert.deepStrictEqual((await run((res, note) => {
      res.write(body, note('one!'));
      res.write('more', note('two'));
      res.end('end', note('three'));
    })).sort(), ['close', 'finish', 'one!', 'three', 'two']);
    assert.deepStrictEqual(await run((res, note) => {
      res.write(body, note('one!'));
      res.write('more', note('two!'));
      res.end('end', note('three!'));
    }), ['one!', 'two!', 'three!', 'finish', 'close']);
    assert.deepStrictEqual(await run((res, note) => {
      res.end(body, note('one!'));
      res.end(note('two'));
    }), ['one!', 'two', 'finish', 'close']);
    assert.deepStrictEqual(await run((res, note) => {
      res.on('prefinish', note('before!'));
      res.on('finish', note('one!'));
      setImmediate(() => res.end(body, note('two')));
    }), ['before!', 'two', 'one!', 'close']);
  }
  assert.deepStrictEqual(await run((res, note) => {
    res.write(large, note('written'));
    res.on('drain', () => {
      res.end();
      note('drain!')();
    });
  }), ['drain!', 'finish', 'written', 'close']);
});

test(async () => {
  assert.deepStrictEqual(await run((res, note) => {
    res.write(large, note('one!'));
    res.write('more', note('two'));
    res.end('end', note('three'));
  }, { leave: true }), ['one!', 'two', 'three', 'close']);
});
