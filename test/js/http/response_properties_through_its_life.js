'use strict';
const http = require('http');
const { Stream } = require('stream');
const { assert, close, event, fetch, listen, test } =
  require('./common/wire');

function show(label, res) {
  console.log(label, JSON.stringify({
    headersSent: res.headersSent,
    finished: res.finished,
    writable: res.writable,
    writableEnded: res.writableEnded,
    writableFinished: res.writableFinished,
    writableCorked: res.writableCorked,
    writableObjectMode: res.writableObjectMode,
    writableNeedDrain: res.writableNeedDrain,
    destroyed: res.destroyed,
    closed: res.closed,
    errored: res.errored,
    statusCode: res.statusCode,
    statusMessage: res.statusMessage,
    chunkedEncoding: res.chunkedEncoding,
    shouldKeepAlive: res.shouldKeepAlive,
    useChunkedEncodingByDefault: res.useChunkedEncodingByDefault,
    sendDate: res.sendDate,
    strictContentLength: res.strictContentLength,
    socket: res.socket === null ? null : typeof res.socket,
    connection: res.connection === res.socket,
  }));
}

test(async () => {
  const server = http.createServer((req, res) => {
    assert(res instanceof http.ServerResponse);
    assert(res instanceof http.OutgoingMessage);
    assert(res instanceof Stream);
    assert.strictEqual(res.req, req);
    assert.strictEqual(typeof res.writableHighWaterMark, 'number');
    show('request', res);
    res.on('finish', () => show('finish', res));
    res.on('close', () => { show('close', res); server.emit('seen', res); });
    res.cork();
    show('corked', res);
    res.write('abc');
    show('written', res);
    res.uncork();
    res.end('def');
    show('ended', res);
  });
  const port = await listen(server);
  const seen = event(server, 'seen');
  await fetch(port);
  await seen;
  await close(server);
});
