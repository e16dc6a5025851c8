'use strict';
const http = require('http');
const { close, fetch, listen, test } = require('./common/wire');

test(async () => {
  const server = http.createServer((req, res) => {
    const say = (name) => (error) => console.log(name, error?.code);
    res.on('finish', () => console.log('finish'));
    res.on('close', () => console.log('close'));
    res.write('a', say('a'));
    res.write('b', 'utf8', say('b'));
    setTimeout(() => {
      res.write('c', say('c'));
      setTimeout(() => {
        res.end('d', 'latin1', say('end'));
        res.end(say('second end'));
        res.write('late', say('late'));
        res.on('error', (error) => console.log('error', error.code));
      }, 10);
    }, 10);
  });
  const port = await listen(server);
  const { body } = await fetch(port);
  await new Promise((resolve) => setTimeout(resolve, 30));
  console.log(body);
  await close(server);
});
