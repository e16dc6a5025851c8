'use strict';
/** TCP servers whose handlers do anything, and clients of their own. */

const net = require('net');
const { pipeline, PassThrough } = require('stream');

const acts = {
  __proto__: null,

  echo({ socket }) {
    socket.pipe(socket);
  },

  through({ socket, watch }) {
    pipeline(socket, new PassThrough(), socket, (error) => {
      watch.count(error ? 'through failed' : 'through ended');
    });
  },

  greetAndEnd({ socket, random }) {
    socket.resume();
    socket.end(Buffer.alloc(random.size()));
  },

  floods({ socket, random }) {
    socket.resume();
    let rest = random.between(1, 40);
    const more = () => {
      while (rest-- > 0) {
        if (!socket.write(Buffer.alloc(random.size()))) return;
      }
      socket.end();
    };
    socket.on('drain', more);
    more();
  },

  pauses({ socket, random }) {
    socket.on('data', () => {
      socket.pause();
      setTimeout(() => socket.resume(), random.between(1, 40));
    });
  },

  destroys({ socket, random }) {
    setTimeout(() => socket.destroy(), random.between(0, 30));
  },

  resets({ socket, random }) {
    socket.write('something');
    setTimeout(() => socket.resetAndDestroy(), random.between(0, 30));
  },

  timesOut({ socket, random }) {
    socket.setTimeout(random.between(1, 200), () => socket.destroy());
    socket.resume();
  },

  corks({ socket, random }) {
    socket.resume();
    socket.cork();
    for (let i = 0; i < 20; i++) socket.write('z'.repeat(random.between(0, 50)));
    process.nextTick(() => {
      socket.uncork();
      socket.end();
    });
  },

  async iterates({ socket, random }) {
    try {
      for await (const chunk of socket) {
        if (!socket.write(chunk) || random.oneIn(10)) break;
      }
    } catch { /* the client has gone */ }
    socket.destroy();
  },

  throws({ socket }) {
    socket.resume();
    setTimeout(() => socket.destroy(), 50);
    throw new Error('chaos');
  },

  wrongTurns({ socket }) {
    socket.end('bye');
    socket.write('after the end', () => {});
    socket.resume();
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 1000);
    socket.ref().unref().ref();
  },
};
const names = Object.keys(acts);

function onSocket(socket, random, watch) {
  const name = random.pick(names);
  watch.count(name);
  watch.until(socket, `socket that ${name}`);
  socket.on('error', () => watch.count('socket error'));
  if (socket.allowHalfOpen) socket.on('end', () => socket.end());
  if (socket.isPaused()) setTimeout(() => socket.resume(), 20);
  acts[name]({ socket, random: random.fork(), watch });
}

function start(random, watch) {
  const server = net.createServer({
    allowHalfOpen: random.oneIn(3),
    pauseOnConnect: random.oneIn(4),
    highWaterMark: random.pick([1, 1024, 64 * 1024]),
    noDelay: random.oneIn(2),
  }, (socket) => onSocket(socket, random, watch));
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve({ kind: 'net', server }));
  });
}

/** @returns {Promise<{kind: string, server: net.Server}[]>} */
function startNet(random, watch) {
  return Promise.all([start(random.fork(), watch),
                      start(random.fork(), watch)]);
}

module.exports = { startNet };
