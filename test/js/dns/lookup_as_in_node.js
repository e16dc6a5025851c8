'use strict';
// dns.lookup and its promise form: what they take, and what needs no resolver.
const assert = require('assert');
const dns = require('dns');
const { promisify } = require('util');
const { test } = require('../common/test');

process.noDeprecation = true;

const none = () => assert.fail('called back');

test(() => {
  const bad = [
    [[1, none], 'ERR_INVALID_ARG_TYPE', /"hostname" argument/],
    [[{}, none], 'ERR_INVALID_ARG_TYPE', /"hostname" argument/],
    [['a', 5, none], 'ERR_INVALID_ARG_VALUE',
     "The argument 'family' must be one of: 0, 4, 6. Received 5"],
    [['a', { family: 'x' }, none], 'ERR_INVALID_ARG_VALUE', /'options\.family'/],
    [['a', { hints: 1 }, none], 'ERR_INVALID_ARG_VALUE',
     "The argument 'hints' is invalid. Received 1"],
    [['a', { hints: 'a' }, none], 'ERR_INVALID_ARG_TYPE', /"options\.hints"/],
    [['a', { all: 1 }, none], 'ERR_INVALID_ARG_TYPE', /"options\.all"/],
    [['a', { verbatim: 1 }, none], 'ERR_INVALID_ARG_TYPE', /"options\.verbatim"/],
    [['a', { order: 'x' }, none], 'ERR_INVALID_ARG_VALUE', /'options\.order'/],
    [['a', 'x', none], 'ERR_INVALID_ARG_TYPE', /"options" argument/],
    [['a'], 'ERR_INVALID_ARG_TYPE', /"callback" argument/],
    [['a', {}], 'ERR_INVALID_ARG_TYPE', /"callback" argument/],
  ];
  for (const [args, code, message] of bad) {
    assert.throws(() => dns.lookup(...args), { code, message });
  }
  assert.throws(() => dns.promises.lookup('a', 7), { code: 'ERR_INVALID_ARG_VALUE' });
  assert.throws(() => dns.setDefaultResultOrder('x'), {
    code: 'ERR_INVALID_ARG_VALUE', message: /'dnsOrder'/,
  });
});

const answer = (...args) => new Promise((resolve) => {
  let sync = true;
  dns.lookup(...args, (...results) => {
    assert.ok(!sync);
    resolve(results);
  });
  sync = false;
});

test(async () => {
  assert.deepStrictEqual(await answer('127.0.0.1'), [null, '127.0.0.1', 4]);
  assert.deepStrictEqual(await answer('127.0.0.1', 6), [null, '127.0.0.1', 4]);
  assert.deepStrictEqual(await answer('::1', { all: true }),
                         [null, [{ address: '::1', family: 6 }]]);
  assert.deepStrictEqual(await answer(''), [null, null, 4]);
  assert.deepStrictEqual(await answer(null, 6), [null, null, 6]);
  assert.deepStrictEqual(await answer('', { all: true }), [null, []]);
  assert.deepStrictEqual(await dns.promises.lookup('127.0.0.1', { all: true }),
                         [{ address: '127.0.0.1', family: 4 }]);
  assert.deepStrictEqual(await promisify(dns.lookup)('::1'),
                         { address: '::1', family: 6 });
});

test(async () => {
  const [error] = await answer('a'.repeat(300));
  assert.strictEqual(error.code, 'EINVAL');
  assert.strictEqual(error.syscall, 'getaddrinfo');
  await assert.rejects(dns.promises.lookup('a'.repeat(300)), { code: 'EINVAL' });
});

test(async () => {
  const [failed, all] = await answer('localhost', { all: true });
  assert.strictEqual(failed, null);
  const isFirst = (list, family) => list.findIndex((each) => each.family !== family) ===
    list.filter((each) => each.family === family).length ||
    list.every((each) => each.family === family);
  for (const [order, family] of [['ipv4first', 4], ['ipv6first', 6]]) {
    const [, sorted] = await answer('localhost', { all: true, order });
    assert.strictEqual(sorted.length, all.length);
    assert.ok(isFirst(sorted, family), JSON.stringify(sorted));
    dns.setDefaultResultOrder(order);
    assert.strictEqual(dns.promises.getDefaultResultOrder(), order);
    assert.deepStrictEqual(await dns.promises.lookup('localhost', { all: true }),
                           sorted);
  }
  const [, address, family] = await answer('localhost', { family: 'IPv4' });
  assert.deepStrictEqual([address, family], ['127.0.0.1', 4]);
});
