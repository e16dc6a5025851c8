'use strict';
// As light-my-request and supertest-like injectors do: no network at all.
const http = require('http');
const { Writable } = require('stream');
const { assert, event, mustCall, test } = require('./common/wire');

function sink() {
  const chunks = [];
  const stream = new Writable({
    write(chunk, encoding, callback) {
      chunks.push(chunk);
      callback();
    },
  });
  stream.text = () => Buffer.concat(chunks).toString();
  return stream;
}

test(async () => {
  const req = new http.IncomingMessage({ remoteAddress: '::1' });
  assert.strictEqual(req.socket.remoteAddress, '::1');
  assert.strictEqual(req.method, null);
  assert.strictEqual(req.url, '');
  assert.strictEqual(req.httpVersion, null);
  assert.deepStrictEqual(req.headers, {});
  assert.deepStrictEqual(req.rawHeaders, []);
  req.method = 'GET';
  req.url = '/by/hand';
  req.httpVersion = '1.1';
  req.httpVersionMajor = 1;
  req.httpVersionMinor = 1;
  req.headers.host = 'a';
  req.push('body');
  req.push(null);
  req.complete = true;
  let text = '';
  for await (const part of req) text += part;
  assert.strictEqual(text, 'body');

  // The response writes to what it is given, and finishes.
  const res = new http.ServerResponse(req);
  assert.strictEqual(res.socket, null);
  const out = sink();
  res.assignSocket(out);
  assert.strictEqual(res.socket, out);
  assert.strictEqual(out._httpMessage, res);
  assert.throws(() => new http.ServerResponse(req).assignSocket(out),
                { code: 'ERR_HTTP_SOCKET_ASSIGNED' });
  res.sendDate = false;
  res.shouldKeepAlive = true;
  res.on('finish', mustCall());
  res.writeHead(200, { 'X-Made': 'by hand' });
  res.write('one ');
  const finished = event(res, 'finish');
  res.end('two');
  await finished;
  assert.strictEqual(
    out.text(),
    'HTTP/1.1 200 OK\r\nX-Made: by hand\r\nConnection: keep-alive\r\n' +
    'Transfer-Encoding: chunked\r\n\r\n7\r\none two\r\n0\r\n\r\n');
  res.detachSocket(out);
  assert.strictEqual(res.socket, null);
  assert.strictEqual(out._httpMessage, null);

  // What was written before there is a socket waits for it.
  const early = new http.ServerResponse(req);
  early.sendDate = false;
  early.end('early');
  assert.strictEqual(early.writableEnded, true);
  assert(early.outputSize > 0);
  const later = sink();
  early.assignSocket(later);
  await event(early, 'finish');
  assert(later.text().endsWith('\r\nContent-Length: 5\r\n\r\nearly'));

  // Without a socket each write is a chunk; with it those of a tick are one.
  const chunks = new http.ServerResponse(req);
  chunks.sendDate = false;
  chunks.write('a');
  chunks.write('b');
  const given = sink();
  chunks.assignSocket(given);
  chunks.write('c');
  chunks.write('d');
  chunks.end('e');
  await event(chunks, 'finish');
  assert(given.text().endsWith(
    '\r\n\r\n1\r\na\r\n1\r\nb\r\n3\r\ncde\r\n0\r\n\r\n'));

  // HEAD and HTTP/1.0 are known by the request's fields.
  const head = new http.ServerResponse({ method: 'HEAD', httpVersionMajor: 1,
                                         httpVersionMinor: 1, headers: {} });
  const none = sink();
  head.assignSocket(none);
  head.end('never');
  await event(head, 'finish');
  assert(none.text().endsWith('\r\n\r\n'));
  const old = new http.ServerResponse({ method: 'GET', httpVersionMajor: 1,
                                        httpVersionMinor: 0, headers: {} });
  const plain = sink();
  old.assignSocket(plain);
  old.write('old ');
  old.end('style');
  await event(old, 'finish');
  assert(plain.text().includes('Connection: close\r\n'));
  assert(plain.text().endsWith('\r\n\r\nold style'));
});
