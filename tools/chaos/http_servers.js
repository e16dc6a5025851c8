'use strict';
/** HTTP servers whose handlers do anything. */

const fs = require('fs');
const http = require('http');
const { AsyncLocalStorage } = require('async_hooks');
const { pipeline, Readable } = require('stream');

const storage = new AsyncLocalStorage();

function optionsOf(random) {
  return {
    keepAliveTimeout: random.pick([0, 50, 500, 2000]),
    headersTimeout: random.pick([500, 1000, 3000]),
    requestTimeout: random.pick([3000, 4000]),
    connectionsCheckingInterval: 250,
    maxHeaderSize: random.pick([1024, 16 * 1024]),
    insecureHTTPParser: random.oneIn(4),
    joinDuplicateHeaders: random.oneIn(2),
    noDelay: random.oneIn(2),
    highWaterMark: random.pick([1, 1024, 64 * 1024]),
  };
}

const pause = (milliseconds) =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Each does one thing to a request and its response. */
const acts = {
  __proto__: null,

  end({ response, random }) {
    response.end('x'.repeat(random.size()));
  },

  headAndEnd({ response, random }) {
    response.writeHead(random.pick([200, 204, 304, 404, 500]),
                       { 'x-a': 'b', 'Keep-Alive': 'timeout=1' });
    response.end(random.oneIn(2) ? undefined : Buffer.alloc(random.size()));
  },

  async writes({ response, random }) {
    const many = random.between(1, 30);
    let wake = () => {};
    response.on('drain', () => wake()).on('close', () => wake());
    for (let i = 0; i < many && !response.destroyed; i++) {
      const hasRoom = response.write(Buffer.alloc(random.size(), 97));
      if (!hasRoom && random.oneIn(2)) {
        await new Promise((resolve) => { wake = resolve; });
      }
      if (random.oneIn(3)) await pause(random.between(0, 20));
    }
    response.end();
  },

  length({ response, random }) {
    const size = random.size();
    response.setHeader('Content-Length', size);
    // At times less or more than it said.
    response.end(Buffer.alloc(random.oneIn(5) ? random.size() : size));
  },

  cork({ response, random }) {
    response.cork();
    response.write('a');
    response.write(Buffer.alloc(random.size()));
    if (random.oneIn(2)) process.nextTick(() => response.uncork());
    else response.uncork();
    setTimeout(() => response.end('z'), random.between(0, 30));
  },

  file({ response, watch }) {
    if (response.destroyed) return;
    pipeline(fs.createReadStream(__filename), response, (error) => {
      watch.count(error ? 'file failed' : 'file sent');
    });
  },

  echo({ request, response }) {
    request.pipe(response);
  },

  async read({ request, response, random, watch }) {
    let size = 0;
    try {
      for await (const chunk of request) {
        size += chunk.length;
        if (random.oneIn(8)) await pause(random.between(0, 10));
        if (random.oneIn(50)) break;
      }
    } catch {
      watch.count('body broke off');
    }
    response.end(`${size}`);
  },

  slowlyPaused({ request, response, random }) {
    request.on('data', () => {
      request.pause();
      setTimeout(() => request.resume(), random.between(1, 30));
    });
    request.on('end', () => response.end('read'));
  },

  stream({ response, random, watch }) {
    if (response.destroyed) return;
    const many = random.between(0, 40);
    const source = Readable.from((function* () {
      for (let i = 0; i < many; i++) {
        if (random.oneIn(60)) throw new Error('chaos');
        yield Buffer.alloc(random.between(1, 5000), 98);
      }
    })());
    pipeline(source, response, (error) => {
      watch.count(error ? 'stream failed' : 'stream sent');
    });
  },

  trailers({ response, random }) {
    response.writeHead(200, { 'Trailer': 'x-t' });
    response.write('body');
    response.addTrailers({ 'x-t': 'y'.repeat(random.between(0, 99)) });
    response.end();
  },

  informs({ response, random }) {
    response.writeProcessing();
    response.writeContinue();
    setTimeout(() => response.end('late'), random.between(0, 50));
  },

  destroyResponse({ response, random }) {
    if (random.oneIn(2)) response.write('something');
    response.destroy(random.oneIn(2) ? new Error('chaos') : undefined);
  },

  destroyRequest({ request, response, random }) {
    if (random.oneIn(2)) response.write('something');
    request.destroy(random.oneIn(2) ? new Error('chaos') : undefined);
  },

  destroySocket({ request, random }) {
    if (random.oneIn(2)) request.socket.destroy();
    else request.socket.resetAndDestroy?.();
  },

  endSocket({ request, response }) {
    request.socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
    response.end();
  },

  socketByHand({ request, response, random }) {
    request.socket.write(Buffer.alloc(random.size()));
    response.end('behind');
  },

  /** The client's leaving must end it all the same. */
  neverAnswers({ response, random }) {
    if (random.oneIn(2)) response.write('a beginning');
  },

  delays({ response, random }) {
    setTimeout(() => response.end('late'), random.between(0, 400));
  },

  timeouts({ request, response, random }) {
    request.setTimeout(random.between(1, 300));
    response.setTimeout(random.between(1, 300), () => {
      if (random.oneIn(2)) response.end('timed out');
      else response.destroy();
    });
  },

  throws({ response, random }) {
    if (random.oneIn(2)) response.write('a part');
    response.on('close', () => {});
    setTimeout(() => response.destroy(), 100);
    throw new Error('chaos');
  },

  async rejects({ response }) {
    setTimeout(() => response.destroy(), 100);
    await pause(1);
    throw new Error('chaos');
  },

  badUse({ response }) {
    response.end('one');
    try {
      response.setHeader('late', 'x');
    } catch { /* as it should */ }
    response.write('after the end', () => {});
    response.end('two');
  },

  badHead({ response }) {
    try {
      response.statusMessage = 'no\nway';
      response.end('never');
    } catch {
      response.statusMessage = undefined;
      response.statusCode = 500;
      response.end('the error page, which is longer');
    }
  },

  storage({ response, random, watch }) {
    const id = random.next();
    storage.run(id, () => setImmediate(() => process.nextTick(() => {
      if (storage.getStore() !== id) {
        watch.fault('context', new Error('the store is another'));
      }
      response.end('stored');
    })));
  },

  signal({ request, response, random, watch }) {
    request.signal.addEventListener('abort', () => watch.count('aborted'));
    setTimeout(() => response.end('signalled'), random.between(0, 60));
  },

  manyReads({ request, response, random }) {
    request.setEncoding(random.pick(['utf8', 'latin1', 'hex']));
    request.on('readable', () => {
      while (request.read(random.between(1, 900)) !== null);
    });
    request.on('end', () => response.end());
    if (random.oneIn(4)) response.end('before the body');
  },

  unshifts({ request, response }) {
    request.once('data', (chunk) => {
      request.pause();
      request.unshift(chunk);
      setImmediate(() => request.resume());
    });
    request.on('end', () => response.end('unshifted'));
  },
};
const names = Object.keys(acts);

function onRequest(request, response, random, watch) {
  watch.until(response, `response to ${request.method}`);
  request.on('error', () => watch.count('request error'));
  response.on('error', () => watch.count('response error'));
  const name = random.pick(names);
  watch.count(name);
  watch.note(response, name);
  if (random.oneIn(6)) watchSocket(request.socket, watch, name);
  const given = { request, response, random: random.fork(), watch };
  const act = async () => {
    try {
      await acts[name](given);
    } catch (error) {
      // Some of it cannot be said to a client of HTTP/1.0, or any more.
      if (!error.code?.startsWith('ERR_HTTP_')) throw error;
      watch.count(error.code);
      response.destroy();
    }
  };
  // What is thrown at once, and what is rejected, take different ways.
  if (name === 'throws') acts.throws(given);
  else if (random.oneIn(4)) setTimeout(act, random.between(0, 30));
  else act();
}

function watchSocket(socket, watch, what) {
  if (socket === null || socket.destroyed) return;
  watch.until(socket, `socket of ${what}`);
  socket.on('error', () => watch.count('socket error'));
}

function onUpgrade(request, socket, head, random, watch) {
  watchSocket(socket, watch, 'an upgrade');
  socket.on('error', () => {});
  switch (random.between(0, 4)) {
    case 0:
      socket.destroy();
      break;
    case 1:
      // A socket that nobody reads never learns of its end.
      socket.resume();
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      break;
    default:
      socket.write('HTTP/1.1 101 Switching Protocols\r\n' +
        'Connection: Upgrade\r\nUpgrade: echo\r\n\r\n');
      if (head.length > 0) socket.write(head);
      socket.pipe(socket);
  }
}

function start(random, watch) {
  const options = optionsOf(random);
  const server = http.createServer(options);
  if (random.oneIn(5)) server.maxConnections = random.between(5, 20);
  if (random.oneIn(4)) server.maxRequestsPerSocket = random.between(1, 5);
  if (random.oneIn(4)) server.timeout = random.between(100, 1000);
  server.on('request',
            (request, response) => onRequest(request, response, random, watch));
  server.on('connection', (socket) => {
    if (random.oneIn(3)) {
      watchSocket(socket, watch, `a connection ${JSON.stringify(options)}`);
    }
  });
  if (random.oneIn(2)) {
    for (const event of ['upgrade', 'connect']) {
      server.on(event, (request, socket, head) =>
        onUpgrade(request, socket, head, random, watch));
    }
  }
  if (random.oneIn(3)) {
    server.on('checkContinue', (request, response) => {
      if (random.oneIn(2)) response.writeContinue();
      server.emit('request', request, response);
    });
  }
  if (random.oneIn(2)) {
    server.on('clientError', (error, socket) => {
      watch.count(`clientError ${error.code}`);
      watch.note(socket, `clientError ${error.code}`);
      if (random.oneIn(3)) socket.destroy();
      else if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
    });
  }
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve({ kind: 'http', server }));
  });
}

/** @returns {Promise<{kind: string, server: net.Server}[]>} */
function startHttp(random, watch) {
  return Promise.all([start(random.fork(), watch), start(random.fork(), watch),
                      start(random.fork(), watch)]);
}

module.exports = { startHttp };
