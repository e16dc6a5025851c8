'use strict';
// What 'error' carries, by its own enumerable properties in their order.
const fs = require('fs');
const http = require('http');
const net = require('net');

const cases = {
  'no such directory': ['/no/such/directory/socket'],
  'a file is in the way': [__filename],
  'no directory': [`${__filename}/socket`],
  'a path that is too long': [`/tmp/${'x'.repeat(200)}`],
  'not a socket': [{ fd: fs.openSync(__filename) }],
  'no descriptor': [{ fd: 9999 }],
  'not an integer': [{ fd: 3.5 }],
  'no such name': [0, 'no such name'],
  'a name that is too long': [0, 'x'.repeat(256)],
  'not an address of ours': [0, '192.0.2.1'],
};

function attempt(create, args) {
  return new Promise((resolve) => {
    const server = create();
    server.on('error', (error) => resolve([error, server]));
    server.on('listening', () => {
      server.close();
      resolve([null, server]);
    });
    if (server.listen(...args) !== server) throw new Error('not chained');
  });
}

function shown(value) {
  return `${value}`.replace(__dirname, '.').replace(/x{200,}/, 'x…');
}

(async () => {
  for (const create of [net.createServer, http.createServer]) {
    for (const [name, args] of Object.entries(cases)) {
      const [error, server] = await attempt(create, args);
      console.log(`${name}: ${error === null ? 'listens' : shown(error)}`);
      for (const key of Object.keys(error ?? {})) {
        console.log(`  ${key}: ${shown(error[key])}`);
      }
      console.log(`  listening: ${server.listening}`);
    }
  }
})();
