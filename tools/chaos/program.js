'use strict';
/**
 * The program that a chaos run torments: servers whose handlers do at random
 * what programs do, by the seed in argv[2]. It prints
 *
 *   ports {"control": N, "http": [N, …], "net": [N, …]}
 *
 * and takes commands on its control port, a line each: "state" answers what is
 * open, as JSON; "end" has the servers closed, after which the process must end
 * by itself.
 *
 * What should never happen it says on stderr in a line "CHAOS FAULT: …".
 */

const net = require('net');
const { Random } = require('./random');
const { Watch } = require('./watch');
const { startHttp } = require('./http_servers');
const { startNet } = require('./net_servers');
const { startBackground } = require('./background');

const random = new Random(Number(process.argv[2]));
const watch = new Watch();

process.on('uncaughtException', (error) => {
  if (error?.message !== 'chaos') watch.fault('uncaught', error);
});
process.on('unhandledRejection', (error) => {
  if (error?.message !== 'chaos') watch.fault('rejected', error);
});

// Asked when the process does not end.
process.on('SIGUSR2', () => {
  console.error(`state ${JSON.stringify(watch.state())}`);
});

async function main() {
  const servers = [
    ...await startHttp(random.fork(), watch),
    ...await startNet(random.fork(), watch),
  ];
  const background = startBackground(random.fork(), watch);

  const control = net.createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (line) => {
      if (String(line).startsWith('state')) {
        socket.write(`${JSON.stringify(watch.state())}\n`);
        return;
      }
      for (const { server } of servers) server.close();
      background.stop();
      control.close();
      socket.end('ending\n');
    });
  });
  control.listen(0, '127.0.0.1', () => {
    const portsOf = (kind) => servers.filter((each) => each.kind === kind)
      .map(({ server }) => server.address().port);
    console.log(`ports ${JSON.stringify({
      control: control.address().port,
      http: portsOf('http'),
      net: portsOf('net'),
    })}`);
  });
}

main();
