// What common programs do. The build runs it once: the functions of lib/ that it
// calls are in the code caches compiled, all others of the modules that it loads
// are not, and are compiled when they are first called. A start pays for what the
// caches of its modules hold, so nothing belongs here that few programs do; and
// nothing is done often: V8 does not put into a cache what it has begun to
// optimise.
'use strict';

const assert = require('assert');
const { EventEmitter, once } = require('events');
const fs = require('fs');
const http = require('http');
const net = require('net');
const os = require('os');
const path = require('path');
const { pipeline, Transform, Writable } = require('stream');
const url = require('url');
const util = require('util');

function values() {
  util.inspect({ a: [1, 'two', null, undefined, true, 10n], b: new Map() });
  util.inspect([() => {}, new Date(0), /a/, Buffer.from('a'), Symbol('s')]);
  util.inspect(new Error('message'));
  util.format('%s %d %j', 'a', 1, { a: 1 }, 'rest');
}

function smallThings() {
  path.join(path.dirname('/a/b'), '..', path.basename('c.js', '.js'));
  path.resolve('d');
  new URL('../b?c=d#e', 'http://host:8080/a/').searchParams.get('c');
  url.fileURLToPath('file:///a');
  os.hostname();
  util.inherits(function A() {}, EventEmitter);
  assert(true);
  assert.strictEqual(1, 1);
  assert.deepStrictEqual({ a: [1, 'b'] }, { a: [1, 'b'] });
  assert.throws(() => { throw new TypeError('message'); }, TypeError);
  const emitter = new EventEmitter();
  emitter.once('event', () => {});
  emitter.on('event', () => {});
  emitter.emit('event', 1);
  emitter.removeAllListeners();
}

async function files() {
  fs.readFileSync(__filename, 'utf8');
  fs.existsSync('/missing');
  fs.statSync(__dirname).isDirectory();
  fs.readdirSync('/');
  try {
    fs.readFileSync('/missing');
  } catch (error) {
    util.inspect(error);
  }
  await util.promisify(fs.readFile)(__filename);
  await fs.promises.readFile(__filename, 'utf8');
  await fs.promises.stat(__filename);
  await util.promisify(pipeline)(
    fs.createReadStream(__filename),
    new Transform({
      transform(chunk, encoding, done) { done(null, chunk); },
    }),
    new Writable({ write(chunk, encoding, done) { done(); } }));
}

/** Hello, and an echo of a body, to connections that stay and that do not. */
async function server() {
  const server = http.createServer((request, response) => {
    if (request.method === 'POST') {
      request.pipe(response);
      return;
    }
    response.setHeader('X-Name', 'value');
    response.writeHead(200, { 'Content-Type': 'text/plain' });
    response.end('Hello World!');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  const socket = net.connect(port, '127.0.0.1');
  socket.setEncoding('latin1');
  socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n' +
    'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody' +
    'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
  let received = '';
  socket.on('data', (text) => { received += text; });
  await once(socket, 'end');
  if (!received.includes('body')) throw new Error(received);
  server.close();
  await once(server, 'close');
}

async function main() {
  values();
  smallThings();
  await files();
  await new Promise((resolve) => setTimeout(resolve, 1));
  setInterval(() => {}, 1000).unref();
  setImmediate(() => process.nextTick(() => {}));
  try {
    await server();
  } catch (error) {
    // Where the build may not use the network, the caches hold a little less.
    if (error.code === undefined) throw error;
  }
}

main();
