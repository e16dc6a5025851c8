'use strict';
// A large buffer is sent from where it is: with its last bytes still to be sent, a
// small write behind it, or the end, must not tell the program that it may use it
// again.
const assert = require('assert');
const http = require('http');
const net = require('net');
const { close, listen, test } = require('./common/wire');

const kSize = 6 * 1024 * 1024;

/** The body that a slow reader gets, when `answer` writes it. */
async function bodyOf(answer) {
  const server = http.createServer((req, res) => {
    const lent = Buffer.alloc(kSize, 'a');
    res.writeHead(200, { 'Content-Length': kSize + 1 });
    answer(res, lent, () => lent.fill('x'));
  });
  const port = await listen(server);
  const parts = [];
  await new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1');
    let read = 0;
    socket.on('data', (part) => {
      parts.push(part);
      read += part.length;
      if (read > kSize / 2) return;
      socket.pause();
      setTimeout(() => socket.resume(), 2);
    });
    socket.on('error', reject);
    socket.on('end', resolve);
    socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  });
  await close(server);
  const text = Buffer.concat(parts);
  return text.subarray(text.indexOf('\r\n\r\n') + 4);
}

/** Calls back when little is queued, or nothing. */
function whenLittleIsQueued(res, callback) {
  const timer = setInterval(() => {
    if (res.writableLength > 64 * 1024) return;
    clearInterval(timer);
    callback();
  }, 0);
}

const expected = Buffer.concat([Buffer.alloc(kSize, 'a'), Buffer.from('b')]);

test(async () => {
  const behindAWrite = await bodyOf((res, lent, use) => {
    res.write(lent, use);
    whenLittleIsQueued(res, () => res.write('b', () => res.end()));
  });
  assert.ok(behindAWrite.equals(expected));
  const atTheEnd = await bodyOf((res, lent, use) => {
    res.on('finish', use);
    res.write(lent);
    whenLittleIsQueued(res, () => res.end('b'));
  });
  assert.ok(atTheEnd.equals(expected));
});
