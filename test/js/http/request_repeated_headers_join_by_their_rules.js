'use strict';
const http = require('http');
const { assert, close, fetch, get, listen, test } = require('./common/wire');

const kSent = [
  'Content-Type: a/b', 'Content-Type: c/d', 'User-Agent: one',
  'User-Agent: two', 'Cookie: a=1', 'Cookie: b=2', 'Set-Cookie: c=3',
  'Set-Cookie: d=4', 'Accept: x', 'Accept: y', 'X-Own: 1', 'x-own: 2',
  'Authorization: p', 'Authorization: q', 'Age: 1', 'age: 2',
  '__proto__: strange', 'constructor: c',
].map((line) => `${line}\r\n`).join('');

test(async () => {
  const seen = [];
  const handler = (req, res) => { seen.push(req.headers); res.end(); };
  const plain = http.createServer(handler);
  const joining = http.createServer({ joinDuplicateHeaders: true }, handler);
  for (const server of [plain, joining]) {
    const port = await listen(server);
    await fetch(port, get('/', kSent));
    await close(server);
  }
  const [first, joined] = seen;
  assert.strictEqual(first['content-type'], 'a/b');
  assert.strictEqual(first['user-agent'], 'one');
  assert.strictEqual(first.cookie, 'a=1; b=2');
  assert.deepStrictEqual(first['set-cookie'], ['c=3', 'd=4']);
  assert.strictEqual(first.accept, 'x, y');
  assert.strictEqual(first['x-own'], '1, 2');
  assert.strictEqual(first.authorization, 'p');
  assert.strictEqual(first.age, '1');
  assert.strictEqual(first.constructor, 'c');
  assert.strictEqual(Object.getPrototypeOf(first), Object.prototype);
  assert.strictEqual(joined['content-type'], 'a/b, c/d');
  assert.strictEqual(joined.cookie, 'a=1; b=2');
  assert.deepStrictEqual(joined['set-cookie'], ['c=3', 'd=4']);
  assert.strictEqual(joined.authorization, 'p, q');
});
