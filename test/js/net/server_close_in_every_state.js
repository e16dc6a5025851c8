'use strict';
// What close(), listen() and the rest say in every state a server can be in.
const http = require('http');
const net = require('net');

const sleep = (ms = 30) => new Promise((resolve) => setTimeout(resolve, ms));

function start(server, host) {
  return new Promise((resolve) => server.listen(0, host, resolve));
}

async function run(name, create) {
  const say = (...words) => console.log(name, ...words);
  const told = (what) => (error) => say(what, error ? error.code : 'without error');
  const attempt = (what, f) => {
    try { say(what, f()); } catch (error) { say(what, error.code, error.message); }
  };
  const make = () => {
    const made = create();
    made.on('close', () => say("'close'"));
    return made;
  };

  say('-- never listened');
  let server = make();
  attempt('close', () => server.close(told('closed')) === server);
  await sleep();
  attempt('close', () => server.close() === server);
  await sleep();

  say('-- listening');
  await start(server);
  attempt('listen', () => server.listen(0) === server);
  attempt('close', () => server.close(told('first')) === server);
  say(server.listening, server.address());
  attempt('close', () => server.close(told('second')) === server);
  server.close();
  await sleep();
  server.close(told('later'));
  await sleep();

  say('-- again, on the same port, before it is closed');
  await start(server);
  const { port } = server.address();
  server.close();
  server.listen(port, told('listens'));
  await sleep();
  say(server.listening, server.address().port === port);
  server.close();
  await sleep();

  say('-- closed before it listens');
  server.listen(0, '127.0.0.1', told('listens'));
  say(server.listening, server.address());
  server.close(told('closed'));
  await sleep();
  say(server.listening);
  server.listen(0, 'localhost', told('listens'));
  server.close(told('closed'));
  await sleep(100);
  say(server.listening);

  say('-- disposed');
  const dispose = Symbol.asyncDispose ?? Symbol.for('nodejs.asyncDispose');
  server = make();
  await server[dispose]().then(told('fresh'), told('fresh'));
  await start(server);
  await server[dispose]().then(told('listening'), told('listening'));
  await server[dispose]().then(told('disposed'), told('disposed'));
  await sleep();

  say('-- ref');
  say(server.unref() === server, server.ref() === server);
}

(async () => {
  await run('net', net.createServer);
  await run('http', http.createServer);

  console.log('-- with a connection');
  const server = net.createServer((socket) => socket.resume());
  server.on('close', () => console.log("'close'"));
  await start(server);
  const client = net.connect(server.address().port);
  await sleep();
  server.getConnections((error, count) => console.log('before', error, count));
  server.close((error) => console.log('first', error));
  server.close((error) => console.log('second', error.code));
  await sleep();
  server.getConnections((error, count) => console.log('after', error, count));
  await sleep();
  await start(server);
  client.end();
  await sleep();
  console.log('it listens again', server.listening);
  server.getConnections((error, count) => console.log('then', error, count));
  server.close();
})();
