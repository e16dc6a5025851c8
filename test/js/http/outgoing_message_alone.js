'use strict';
const http = require('http');
const { Stream } = require('stream');
const { assert, test } = require('./common/wire');

test(async () => {
  const message = new http.OutgoingMessage();
  assert(message instanceof Stream);
  assert.strictEqual(message.headersSent, false);
  assert.strictEqual(message.writable, true);
  assert.strictEqual(message.destroyed, false);
  assert.strictEqual(message.writableEnded, false);
  assert.strictEqual(message.writableFinished, false);
  assert.strictEqual(message.socket, null);
  assert.strictEqual(message.connection, null);
  message.setHeader('a', 'b');
  assert.strictEqual(message.getHeader('A'), 'b');
  assert.throws(() => message.write('x'), {
    code: 'ERR_METHOD_NOT_IMPLEMENTED',
    message: 'The _implicitHeader() method is not implemented',
  });
  assert.throws(() => message.end('x'), { code: 'ERR_METHOD_NOT_IMPLEMENTED' });
  assert.strictEqual(message.destroy(), message);
  assert.strictEqual(message.destroyed, true);
});
