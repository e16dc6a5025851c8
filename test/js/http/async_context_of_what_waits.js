'use strict';
// What is called when the system has taken a response, and for the body of a
// request, is called in the context of the program that asked for it, whatever the
// network did meanwhile.
const { AsyncLocalStorage } = require('async_hooks');
const http = require('http');
const { Client, assert, close, event, get, listen, post, sleep, test } =
  require('./common/wire');

const storage = new AsyncLocalStorage();
const large = Buffer.alloc(8_000_000, 'x');

/**
 * Serves one connection's bytes; the client reads a little later.
 * @returns {Promise<string[]>} what was noted, each once
 */
async function run(handler, bytes, { leave = false, more = [] } = {}) {
  const noted = new Set();
  const note = (what) => noted.add(`${what} ${storage.getStore()}`);
  const server = http.createServer((req, res) => {
    storage.run(req.url, handler, req, res, note);
  });
  const port = await listen(server);
  const client = new Client(port);
  client.socket.pause();
  const over = event(server, 'over');
  client.write(bytes);
  for (const piece of more) {
    await sleep(20);
    client.write(piece);
  }
  await sleep(50);
  if (leave) client.destroy();
  else client.socket.resume();
  await over;
  client.destroy();
  await close(server);
  return [...noted];
}

/** Tells run() of the end, behind what else happens then. */
function tellOver(res) {
  res.on('close', () => {
    setImmediate(() => res.req.socket.server.emit('over'));
  });
}

for (const body of [large, large.latin1Slice()]) {
  test(`the end of a large answer, ${typeof body}`, async () => {
    const noted = await run((req, res, note) => {
      tellOver(res);
      res.on('finish', () => note('finish'));
      res.on('close', () => note('close'));
      res.end(body, () => note('end'));
    }, get('/a'));
    assert.deepStrictEqual(noted, ['end /a', 'finish /a', 'close /a']);
  });
}

test('writes that wait', async () => {
  const noted = await run((req, res, note) => {
    tellOver(res);
    res.write(large, () => note('written'));
    res.on('drain', () => {
      note('drain');
      res.end('', () => note('end'));
    });
  }, get('/a'));
  assert.deepStrictEqual(noted, ['drain /a', 'written /a', 'end /a']);
});

test('writes to the socket, and its end', async () => {
  const noted = await run((req, res, note) => {
    const { socket } = req;
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    storage.run('socket', () => socket.write(large, () => note('written')));
    // Behind the write, it comes in its context, as in Node.
    storage.run('end', () => socket.end(() => note('end')));
    socket.on('drain', () => note('drain'));
    socket.on('finish', () => {
      note('finish');
      setImmediate(() => socket.server.emit('over'));
    });
  }, get('/a'));
  assert.deepStrictEqual(noted, ['written socket', 'end socket', 'finish socket']);
});

test('writes that are lost', async () => {
  const noted = await run((req, res, note) => {
    tellOver(res);
    res.write(large, (error) => note(`lost ${error instanceof Error}`));
  }, get('/a'), { leave: true });
  assert.deepStrictEqual(noted, ['lost true /a']);
});

test('answers that wait for others', async () => {
  const noted = await run((req, res, note) => {
    const end = () => res.end(req.url, () => note(`end ${req.url}`));
    if (req.url === '/a') {
      setTimeout(() => storage.run('later', end), 60);
    } else {
      tellOver(res);
      end();
    }
  }, get('/a') + get('/b'));
  assert.deepStrictEqual(noted, ['end /a later', 'end /b /b']);
});

for (const [how, bytes, more] of [
  ['with the head', post('body', '', '/a'), []],
  ['behind it', post('bodybody', '', '/a').slice(0, -4), ['bo', 'dy']],
]) {
  test(`a body that comes ${how}`, async () => {
    const noted = await run((req, res, note) => {
      tellOver(res);
      req.on('data', () => note('data'));
      req.on('end', () => {
        note('end');
        res.end();
      });
    }, bytes, { more });
    assert.deepStrictEqual(noted, ['data /a', 'end /a']);
  });
}

test('a body that is read later', async () => {
  const noted = await run((req, res, note) => {
    tellOver(res);
    setTimeout(() => storage.run('later', () => {
      req.on('readable', () => {
        note('readable');
        while (req.read() !== null);
      });
      req.on('end', () => {
        note('end');
        res.end();
      });
    }), 30);
  }, post('body', '', '/a'));
  assert.deepStrictEqual(noted, ['readable later', 'end later']);
});
