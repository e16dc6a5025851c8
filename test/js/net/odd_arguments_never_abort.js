'use strict';
// Whatever a program hands to a public function, option or property of net and
// http is taken or refused with an error; it never ends the process.
const http = require('http');
const net = require('net');
const { assert, close, event, fetch, get, listen, test } =
  require('../http/common/wire');

const values = [
  undefined, null, 0, -0, -1, 1.5, NaN, Infinity, -Infinity, 2 ** 31, 2 ** 32,
  2 ** 53, 1e300, '', 'x', '5', true, {}, [], ['127.0.0.1'], () => {},
  Symbol('s'), 5n, -1n, new Date(NaN), Object.create(null),
  { toString() { return '127.0.0.1'; } },
];

/** @returns {*} what `call` returned; undefined if it refused with an error */
function attempt(call) {
  try {
    return call();
  } catch (error) {
    assert(error instanceof Error, `threw ${typeof error}`);
    return undefined;
  }
}

/** Calls every public method with one odd argument in each place. */
function call(object, skip = []) {
  const names = new Set();
  for (let each = object; each !== null && each !== Object.prototype;
    each = Object.getPrototypeOf(each)) {
    for (const name of Object.getOwnPropertyNames(each)) {
      if (name[0] !== '_' && name !== 'constructor') names.add(name);
    }
  }
  for (const name of names) {
    if (skip.includes(name) || typeof attempt(() => object[name]) !== 'function') {
      continue;
    }
    for (const value of values) {
      for (const args of [[value], [true, value], [1, '127.0.0.1', value],
        [{ port: value, host: value, backlog: value, fd: value }]]) {
        const made = attempt(() => object[name](...args));
        made?.catch?.(() => {});
      }
    }
  }
}

const kMore = ['emit', 'on', 'once', 'addListener', 'prependListener',
  'prependOnceListener', 'removeAllListeners', 'setMaxListeners', 'destroy',
  'destroySoon', 'resetAndDestroy', 'end', 'close', 'undestroy', 'connect',
  'listen', 'closeAllConnections', 'pipe', 'compose'];

const kSocketOptions = ['highWaterMark', 'noDelay', 'keepAlive',
  'keepAliveInitialDelay', 'allowHalfOpen', 'pauseOnConnect', 'fd'];
const kConnectOptions = [...kSocketOptions, 'port', 'host', 'localPort',
  'localAddress', 'family', 'hints', 'timeout', 'lookup', 'autoSelectFamily',
  'autoSelectFamilyAttemptTimeout'];
const kServerOptions = [...kSocketOptions, 'keepAliveTimeout', 'headersTimeout',
  'requestTimeout', 'maxHeaderSize', 'maxBodySize', 'insecureHTTPParser',
  'joinDuplicateHeaders', 'uniqueHeaders', 'shouldUpgradeCallback',
  'connectionsCheckingInterval', 'requireHostHeader', 'keepAliveTimeoutBuffer',
  'rejectNonStandardBodyWrites', 'IncomingMessage', 'ServerResponse'];
const kProperties = ['timeout', 'keepAliveTimeout', 'headersTimeout',
  'requestTimeout', 'maxHeadersCount', 'maxRequestsPerSocket', 'maxHeaderSize',
  'maxBodySize', 'keepAliveTimeoutBuffer', 'keepAliveInitialDelay',
  'httpAllowHalfOpen', 'maxConnections'];

async function serveWith(server) {
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await event(server, 'listening');
  const client = net.connect(server.address().port, '127.0.0.1');
  client.on('error', () => {}).resume();
  client.end(get('/'));
  await event(client, 'close');
  await close(server);
}

// What refuses later than the call does so here; warnings are beside the point.
process.removeAllListeners('warning');

process.on('uncaughtException', (error) => {
  assert(error instanceof Error);
});

test(async () => {
  // As options, before and after listening.
  for (const name of kServerOptions) {
    for (const value of values) {
      const listener = (req, res) => res.end?.('ok');
      const server = attempt(
        () => http.createServer({ [name]: value }, listener));
      if (server !== undefined && typeof value !== 'object' &&
          typeof value !== 'function') {
        await serveWith(server);
      }
      const plain = attempt(() => net.createServer(
        { keepAlive: true, [name]: value }, (socket) => socket.resume().end('x')));
      if (plain !== undefined && kSocketOptions.includes(name)) {
        await serveWith(plain);
      }
    }
  }

  // As properties of a server that runs.
  for (const name of kProperties) {
    for (const value of values) {
      const server = http.createServer((req, res) => res.end('ok'));
      server.keepAlive = true;
      attempt(() => { server[name] = value; });
      server.on('connection', () => {});
      await serveWith(server);
    }
  }

  let called = false;
  const server = http.createServer((req, res) => {
    call(req.socket, [...kMore, 'write']);
    call(req, kMore);
    call(res, [...kMore, 'write', 'writeHead', 'flushHeaders', 'writeContinue',
      'writeProcessing', 'writeEarlyHints', 'writeInformation', 'assignSocket',
      'detachSocket', 'pipe', 'addTrailers']);
    called = true;
    res.end('done');
  });
  const port = await listen(server);
  await fetch(port, get('/')).catch(() => {}); // they may have ended it
  assert.strictEqual(called, true);
  call(server, kMore);
  call(http, ['Server', 'createServer', 'get', 'request']);
  for (const value of values) attempt(() => new http.Server(value));

  // Sockets: at rest, connecting, connected.
  for (const name of kConnectOptions) {
    for (const value of values) {
      for (const host of ['127.0.0.1', 'localhost']) {
        const socket = attempt(
          () => net.connect({ port, host, keepAlive: true, [name]: value }));
        if (socket === undefined) continue;
        socket.on('error', () => {});
        socket.destroy();
      }
    }
  }
  for (const odd of [1.5, 70000, -3, NaN]) {
    const socket = net.connect({ port, host: '127.0.0.1', localPort: odd });
    socket.on('error', () => {});
    await new Promise((resolve) => {
      socket.once('connect', () => { socket.destroy(); resolve(); });
      socket.once('close', resolve);
    });
  }
  call(new net.Socket(), kMore);
  const socket = net.connect(port, '127.0.0.1');
  socket.on('error', () => {});
  await event(socket, 'connect');
  call(socket, kMore);
  socket.setTimeout(0);
  socket.destroy();

  // Every form of listen and connect.
  for (const value of values) {
    for (const args of [[value], [0, value], [0, '127.0.0.1', value],
      [{ port: 0, backlog: value }], [{ port: 0, host: value }],
      [{ port: 0, ipv6Only: value, reusePort: value, exclusive: value }],
      [{ fd: value === 0 ? -1 : value }], [{ path: value, readableAll: value }]]) {
      const other = net.createServer();
      other.on('error', () => {});
      if (attempt(() => other.listen(...args)) !== undefined) {
        attempt(() => other.close());
      }
      const client = new net.Socket();
      client.on('error', () => {});
      attempt(() => client.connect(...args));
      client.destroy();
    }
  }
  await close(server);
  assert.strictEqual(net.StreamHandle, undefined);
});
