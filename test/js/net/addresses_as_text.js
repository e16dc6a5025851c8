'use strict';
const net = require('net');
const { assert, test } = require('../http/common/wire');

test(async () => {
  for (const [text, version] of [
    ['127.0.0.1', 4], ['0.0.0.0', 4], ['255.255.255.255', 4], ['256.1.1.1', 0],
    ['1.2.3', 0], ['01.2.3.4', 0], ['1.2.3.4.5', 0], ['', 0], ['x', 0],
    ['::', 6], ['::1', 6], ['1::', 6], ['1:2:3:4:5:6:7:8', 6],
    ['1:2:3:4:5:6:7', 0], ['1:2:3:4:5:6:7:8:9', 0], ['::ffff:1.2.3.4', 6],
    ['::1.2.3.4', 6], ['1::2::3', 0], ['fe80::1%eth0', 6], ['fe80::1%', 0],
    ['12345::', 0], ['g::', 0], [':1', 0], ['1:', 0],
    ['1:2:3:4:5:6:1.2.3.4', 6], ['1:2:3:4:5:6:7:1.2.3.4', 0],
  ]) {
    assert.strictEqual(net.isIP(text), version, text);
    assert.strictEqual(net.isIPv4(text), version === 4, text);
    assert.strictEqual(net.isIPv6(text), version === 6, text);
  }
  for (const other of [undefined, null, 1, {}, []]) {
    assert.strictEqual(net.isIP(other), 0);
  }
});
