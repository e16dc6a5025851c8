'use strict';
const http = require('http');
const { PassThrough } = require('stream');
const { assert, close, fetch, listen, post, test } = require('./common/wire');

const styles = {
  data(req, done) {
    const parts = [];
    req.on('data', (part) => {
      assert(Buffer.isBuffer(part));
      parts.push(part);
    });
    req.on('end', () => done(Buffer.concat(parts).toString()));
  },
  encoding(req, done) {
    let text = '';
    req.setEncoding('utf8');
    req.on('data', (part) => { text += part; });
    req.on('end', () => done(text));
  },
  readable(req, done) {
    let text = '';
    req.on('readable', () => {
      let part;
      while ((part = req.read()) !== null) text += part;
    });
    req.on('end', () => done(text));
  },
  async iterate(req, done) {
    let text = '';
    for await (const part of req) text += part;
    done(text);
  },
  pipe(req, done) {
    let text = '';
    const through = new PassThrough();
    through.on('data', (part) => { text += part; });
    through.on('end', () => done(text));
    req.pipe(through);
  },
  later(req, done) {
    setTimeout(() => styles.data(req, done), 20);
  },
  once(req, done) {
    let text = '';
    req.once('data', (part) => {
      text += part;
      req.pause();
      setImmediate(() => {
        req.on('data', (more) => { text += more; });
        req.on('end', () => done(text));
        req.resume();
      });
    });
  },
};

test(async () => {
  const server = http.createServer((req, res) => {
    styles[req.url.slice(1)](req, (text) => {
      assert.strictEqual(req.complete, true);
      res.end(text);
    });
  });
  const port = await listen(server);
  const chunked = '5\r\nhello\r\n7;ext=1\r\n, w\u00c3\u00b6rl\r\n1\r\nd\r\n0\r\n\r\n';
  for (const style of Object.keys(styles)) {
    const one = await fetch(port, post('hello, w\u00c3\u00b6rld', '', `/${style}`));
    assert.strictEqual(one.body, 'hello, w\u00c3\u00b6rld', style);
    const two = await fetch(
      port, `POST /${style} HTTP/1.1\r\nHost: a\r\n` +
      `Transfer-Encoding: chunked\r\n\r\n${chunked}`);
    assert.strictEqual(two.body, 'hello, w\u00c3\u00b6rld', style);
  }
  await close(server);
});
