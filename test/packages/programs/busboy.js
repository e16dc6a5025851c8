'use strict';
const http = require('http');
const busboy = require('busboy');
const { assert, close, fetch, listen, post, test } = require('../http/common/wire');

test(async () => {
  const server = http.createServer((req, res) => {
    const seen = [];
    const parser = busboy({ headers: req.headers });
    parser.on('field', (name, value) => seen.push(`${name}=${value}`));
    parser.on('file', (name, file, { filename }) => {
      let size = 0;
      file.on('data', (part) => { size += part.length; });
      file.on('end', () => seen.push(`${name}:${filename}:${size}`));
    });
    parser.on('close', () => res.end(seen.join(' ')));
    req.pipe(parser);
  });
  const port = await listen(server);
  const part = (head, body) => `--cut\r\nContent-Disposition: form-data; ${head}` +
    `\r\n\r\n${body}\r\n`;
  const body = part('name="a"', 'one') +
    part('name="f"; filename="big.bin"', 'y'.repeat(300000)) + '--cut--\r\n';
  const { body: answer } = await fetch(
    port, post(body, 'Content-Type: multipart/form-data; boundary=cut\r\n'));
  assert.strictEqual(answer, 'a=one f:big.bin:300000');
  await close(server);
});
