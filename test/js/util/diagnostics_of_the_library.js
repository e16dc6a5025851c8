// Backends: one
'use strict';
// What http, net, console and require publish on diagnostics channels, if
// somebody subscribes.
const assert = require('assert');
const { AsyncLocalStorage } = require('async_hooks');
const dc = require('diagnostics_channel');
const http = require('http');
const net = require('net');
const { test } = require('../common/test');

/** Collects what is published while `body` runs. @returns {Promise<Array>} */
async function during(names, body) {
  const seen = [];
  const listen = (message, name) => { seen.push([name, message]); };
  for (const name of names) dc.subscribe(name, listen);
  await body();
  for (const name of names) assert(dc.unsubscribe(name, listen));
  return seen;
}

const traced = (name) => ['start', 'end', 'asyncStart', 'asyncEnd', 'error']
  .map((event) => `tracing:${name}:${event}`);

async function consoles() {
  const { write } = process.stdout;
  const printed = [];
  const names = ['log', 'info', 'debug', 'warn', 'error']
    .map((each) => `console.${each}`);
  const data = { a: 1 };
  const add = ([, object]) => { object.b = 2; };
  dc.subscribe('console.log', add);
  const seen = await during(names, () => {
    process.stdout.write = (text) => printed.push(text);
    try {
      console.log('%s', data);
      console.info('x', 1);
      console.debug('y');
    } finally {
      process.stdout.write = write;
    }
  });
  dc.unsubscribe('console.log', add);
  assert.deepStrictEqual(seen, [
    ['console.log', ['%s', data]],
    ['console.info', ['x', 1]],
    ['console.debug', ['y']],
  ]);
  // It is published before it is formatted.
  assert.match(printed[0], /b: 2/);
}

async function requires() {
  const [[, start], ...others] = await during(traced('module.require'), () => {
    assert.strictEqual(require('path').sep, '/');
    assert.throws(() => require('./nothing-here'));
  });
  assert.strictEqual(start.id, 'path');
  assert.strictEqual(start.parentFilename, __filename);
  assert.strictEqual(start.result, require('path'));
  assert.deepStrictEqual(others.map(([name, { id }]) => [name, id]), [
    ['tracing:module.require:end', 'path'],
    ['tracing:module.require:start', './nothing-here'],
    ['tracing:module.require:error', './nothing-here'],
    ['tracing:module.require:end', './nothing-here'],
  ]);
  assert.strictEqual(others[2][1].error.code, 'MODULE_NOT_FOUND');
}

const listening = (server, options) =>
  new Promise((resolve) => server.listen(options, resolve));

async function sockets() {
  const server = net.createServer((socket) => socket.end());
  let client;
  const names = [
    'net.client.socket', 'net.server.socket', ...traced('net.server.listen'),
  ];
  const seen = await during(names, async () => {
    await listening(server, { port: 0, mine: true });
    client = net.connect(server.address().port);
    await new Promise((resolve) => client.resume().on('close', resolve));
    const second = net.createServer().on('error', () => {});
    second.listen({ port: server.address().port });
  });
  assert.deepStrictEqual(seen.map(([name]) => name), [
    'tracing:net.server.listen:asyncStart',
    'tracing:net.server.listen:asyncEnd',
    'net.client.socket',
    'net.server.socket',
    'tracing:net.server.listen:asyncStart',
    'tracing:net.server.listen:error',
  ]);
  assert.strictEqual(seen[0][1].server, server);
  assert.strictEqual(seen[0][1].options.mine, true);
  assert.strictEqual(seen[1][1].server, server);
  assert.strictEqual(seen[2][1].socket, client);
  assert(seen[3][1].socket instanceof net.Socket);
  assert.strictEqual(seen[5][1].error.code, 'EADDRINUSE');
  server.close();
}

async function requests() {
  const storage = new AsyncLocalStorage();
  const stored = [];
  const enter = (message) => storage.enterWith(message.request.url);
  const note = () => stored.push(storage.getStore());
  dc.subscribe('http.server.request.start', enter);
  dc.subscribe('http.server.response.finish', note);
  const handled = [];
  const server = http.createServer((req, res) => {
    handled.push([req, res]);
    stored.push(storage.getStore());
    setTimeout(() => res.end('x'), 1);
  });
  const names = ['http.server.request.start', 'http.server.response.created',
                 'http.server.response.finish', 'net.server.socket'];
  const seen = await during(names, async () => {
    await listening(server, 0);
    const client = net.connect(server.address().port);
    client.write('GET /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    await new Promise((resolve) => client.resume().on('close', resolve));
  });
  dc.unsubscribe('http.server.request.start', enter);
  dc.unsubscribe('http.server.response.finish', note);
  assert.deepStrictEqual(seen.map(([name]) => name), [
    'net.server.socket',
    'http.server.response.created',
    'http.server.request.start',
    'http.server.response.finish',
  ]);
  const [[request, response]] = handled;
  assert.strictEqual(seen[1][1].request, request);
  assert.strictEqual(seen[1][1].response, response);
  assert.deepStrictEqual(Object.keys(seen[2][1]),
                         ['request', 'response', 'socket', 'server']);
  assert.strictEqual(seen[2][1].response, response);
  assert.strictEqual(seen[2][1].socket, seen[0][1].socket);
  assert.strictEqual(seen[2][1].server, server);
  assert.strictEqual(seen[3][1].request, request);
  // What a subscriber entered is the request's.
  assert.deepStrictEqual(stored, ['/a', '/a']);
  server.close();
}

test(async () => {
  for (const part of [consoles, requires, sockets, requests]) await part();
});
