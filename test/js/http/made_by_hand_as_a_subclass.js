'use strict';
// class and function style, as injectors derive their own messages.
const http = require('http');
const { Writable } = require('stream');
const { assert, event, test } = require('./common/wire');

class Request extends http.IncomingMessage {
  constructor(payload) {
    super(undefined);
    this.payload = payload;
    this.method = 'POST';
    this.headers = { 'content-length': String(payload.length) };
  }
  _read() {
    setImmediate(() => {
      this.push(this.payload);
      this.push(null);
      this.complete = true;
    });
  }
}

function Response(req, options) {
  http.ServerResponse.call(this, req, options);
  this.mine = true;
}
Object.setPrototypeOf(Response.prototype, http.ServerResponse.prototype);
Object.setPrototypeOf(Response, http.ServerResponse);
Response.prototype.writeHead = function(...args) {
  const result = http.ServerResponse.prototype.writeHead.apply(this, args);
  this.seen = { ...this.getHeaders() };
  return result;
};
Response.prototype.write = function(chunk, encoding, callback) {
  (this.parts ??= []).push(chunk);
  return http.ServerResponse.prototype.write.call(this, chunk, encoding, callback);
};

test(async () => {
  const req = new Request('payload');
  let text = '';
  req.setEncoding('utf8');
  req.on('data', (part) => { text += part; });
  await event(req, 'end');
  assert.strictEqual(text, 'payload');

  const res = new Response(req, {});
  assert(res instanceof http.ServerResponse);
  assert.strictEqual(res.mine, true);
  res.assignSocket(new Writable({ write(c, e, done) { done(); } }));
  const finished = event(res, 'finish');
  res.setHeader('X-A', '1');
  res.writeHead(201);
  res.write('p');
  res.end('q');
  await finished;
  assert.deepStrictEqual(res.seen, { 'x-a': '1' });
  assert.deepStrictEqual(res.parts, ['p']);
  assert.strictEqual(res.writableFinished, true);
});
