'use strict';
/** What goes on beside the servers: files, timers, connections of our own. */

const fs = require('fs');
const net = require('net');
const os = require('os');
const path = require('path');

const tasks = {
  __proto__: null,

  async files(folder, random) {
    const file = path.join(folder, `f${random.between(0, 9)}`);
    await fs.promises.writeFile(file, Buffer.alloc(random.size()));
    await fs.promises.readFile(file);
    const copy = `${file}.copy`;
    await fs.promises.cp(file, copy);
    await fs.promises.rm(copy, { force: true });
  },

  async abortedRead(folder, random) {
    const controller = new AbortController();
    const { signal } = controller;
    const reading = fs.promises.readFile(__filename, { signal });
    if (random.oneIn(2)) setImmediate(() => controller.abort());
    else controller.abort();
    await reading.catch(() => {});
  },

  async streams(folder, random) {
    const file = path.join(folder, `s${random.between(0, 9)}`);
    const out = fs.createWriteStream(file);
    out.on('error', () => {});
    for (let i = 0; i < 10; i++) out.write(Buffer.alloc(random.size()));
    if (random.oneIn(4)) out.destroy();
    else out.end();
    await new Promise((resolve) => out.once('close', resolve));
  },

  async directories(folder, random) {
    const tree = path.join(folder, `d${random.between(0, 99)}`, 'a', 'b');
    await fs.promises.mkdir(tree, { recursive: true });
    for await (const entry of await fs.promises.opendir(folder)) {
      if (random.oneIn(9)) break;
      await fs.promises.lstat(path.join(folder, entry.name)).catch(() => {});
    }
    await fs.promises.rm(path.dirname(tree), { recursive: true, force: true });
  },

  async watches(folder, random) {
    const watcher = fs.watch(folder, () => {});
    watcher.on('error', () => {});
    await new Promise((resolve) => setTimeout(resolve, random.between(0, 30)));
    watcher.close();
  },

  async timers(folder, random) {
    const all = [];
    for (let i = 0; i < 200; i++) {
      all.push(setTimeout(() => {}, random.between(0, 50)));
    }
    for (const timer of all) {
      if (random.oneIn(3)) clearTimeout(timer);
      else if (random.oneIn(3)) timer.refresh();
      else if (random.oneIn(3)) timer.unref();
    }
    await new Promise((resolve) => setImmediate(resolve));
  },

  async refused(folder, random, watch) {
    // Nobody listens there, now that it has been closed.
    const server = net.createServer();
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address();
    await new Promise((resolve) => server.close(resolve));
    const socket = net.connect(port, '127.0.0.1');
    watch.until(socket, 'a refused connection');
    socket.on('error', () => {});
    await new Promise((resolve) => socket.once('close', resolve));
  },

  async listens(folder, random) {
    const server = net.createServer().listen(
      path.join(folder, `socket${random.between(0, 3)}`));
    server.on('error', () => {});
    setImmediate(() => server.close(() => {}));
    await new Promise((resolve) => setTimeout(resolve, 5));
  },
};
const names = Object.keys(tasks);

/** @returns {{stop: function()}} */
function startBackground(random, watch) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rondo-chaos-'));
  let runs = true;

  async function lane(own) {
    while (runs) {
      const name = own.pick(names);
      watch.count(name);
      try {
        await tasks[name](folder, own.fork(), watch);
      } catch (error) {
        // Lanes take files away from each other.
        if (typeof error?.code !== 'string' || !error.syscall) {
          watch.fault(name, error);
        }
      }
      await new Promise((resolve) => setTimeout(resolve, own.between(0, 40)));
    }
  }

  const lanes = Promise.all([lane(random.fork()), lane(random.fork())]);
  return {
    stop() {
      runs = false;
      lanes.then(() => fs.rmSync(folder, { recursive: true, force: true }));
    },
  };
}

module.exports = { startBackground };
