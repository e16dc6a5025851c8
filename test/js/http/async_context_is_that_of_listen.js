'use strict';
// What AsyncLocalStorage holds in the callbacks of servers and sockets.
const { AsyncLocalStorage } = require('async_hooks');
const http = require('http');
const net = require('net');
const { close, event, fetch, test } = require('./common/wire');

const store = new AsyncLocalStorage();

function say(name) {
  return () => console.log(name, store.getStore());
}

function listen(server, name) {
  return new Promise((resolve) => {
    store.run(name, () => {
      server.listen(0, '127.0.0.1', () => resolve(server.address().port));
    });
  });
}

test(async () => {
  const web = store.run('create', () => http.createServer((req, res) => {
    say('request')();
    store.run('handler', () => {
      req.on('end', say('end'));
      req.on('close', say('req close'));
      res.on('finish', say('finish'));
      res.on('close', say('res close'));
      req.resume();
      res.end('x', say('end callback'));
      setTimeout(say('timer'), 1);
    });
  }));
  const port = await listen(web, 'listen');
  await fetch(port);
  await new Promise((resolve) => setTimeout(resolve, 20));
  await close(web);

  const server = net.createServer((socket) => {
    say('connection')();
    store.run('socket', () => {
      socket.on('data', say('data'));
      socket.write('x', say('write callback'));
    });
  });
  const other = await listen(server, 'net listen');
  const client = store.run('client', () => {
    const socket = net.connect(other, '127.0.0.1', say('connect'));
    socket.on('data', () => {
      say('client data')();
      socket.end('y');
    });
    socket.on('close', say('client close'));
    return socket;
  });
  await event(client, 'close');
  await close(server);
});
