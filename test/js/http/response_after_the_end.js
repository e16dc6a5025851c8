'use strict';
const http = require('http');
const { close, fetch, get, listen, test } = require('./common/wire');

test(async () => {
  const server = http.createServer((req, res) => {
    const { url } = req;
    res.on('error', (e) => console.log(url, 'error', e.code, e.message));
    res.end('answer');
    const callback = (e) => console.log(url, 'callback', e?.code);
    switch (url) {
      case '/end': console.log(res.end() === res); break;
      case '/end-callback': res.end(callback); break;
      case '/end-data': res.end('more', callback); break;
      case '/write': console.log(res.write('more', callback)); break;
      case '/later':
        setTimeout(() => {
          res.end(callback);
          res.write('more', callback);
          console.log(res.destroyed, res.writableFinished, res.closed);
        }, 20);
        break;
    }
  });
  const port = await listen(server);
  for (const url of ['end', 'end-callback', 'end-data', 'write', 'later']) {
    const { body } = await fetch(port, get(`/${url}`));
    await new Promise((resolve) => setTimeout(resolve, 40));
    console.log(url, body);
  }
  await close(server);
});
