'use strict';

// What a program reaches of the inside of modules throws for what it cannot
// use, or does nothing; the process goes on.
const assert = require('assert');
const http = require('http');
const net = require('net');
const tty = require('tty');

const wrongType = { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE' };

assert.throws(() => require.extensions['.js']({}, undefined), wrongType);
assert.throws(() => module.constructor._extensions['.js'](module, 5), wrongType);
assert.throws(() => module._compile('1', {}), wrongType);
assert.throws(() => tty.ReadStream.prototype.setRawMode.call({}), wrongType);
assert.throws(() => tty.WriteStream.prototype._refreshSize.call({}), wrongType);

// A server that never listened has no address.
assert.strictEqual(http.Server.prototype.address(), null);
const { address, ref, unref } = net.Server.prototype;
assert.strictEqual(address.call({}), null);
const bare = Object.create(net.Server.prototype);
assert.strictEqual(ref.call(bare), bare);
assert.strictEqual(unref.call(bare), bare);
assert.strictEqual(bare.listening, false);
