'use strict';
// BlockList and SocketAddress: what they take, what they say.
const { BlockList, SocketAddress } = require('net');
const { inspect } = require('util');

function attempt(what, f) {
  let shown;
  try {
    shown = inspect(f(), { breakLength: Infinity, depth: 5 });
  } catch (error) {
    shown = `${error.name} ${error.code}: ${error.message}`;
  }
  console.log(`${inspect(what, { breakLength: Infinity })} → ${shown}`);
}

console.log('-- SocketAddress');
for (const options of [
  undefined, {}, null, 5, 'x', { address: '1.2.3.4' },
  { address: '1.2.3.4', port: 80, family: 'IPv4' }, { family: 'ipv6' },
  { address: '::1', family: 'ipv6', port: '80', flowlabel: 5 },
  { family: 'ipv5' }, { family: null }, { address: 5 }, { address: '::1' },
  { address: 'x' }, { port: -1 }, { port: 'x' }, { port: 65536 },
  { flowlabel: -1 }, { flowlabel: 'x' }, { flowlabel: 7 },
  { address: '1.2.3.4', family: 'ipv6' },
]) {
  attempt(options, () => new SocketAddress(options));
}
for (const address of [
  '2001:DB8:0:0:0:0:0:1', '::', '1::', '::ffff:1.2.3.4', '::ffff:102:304',
  'fe80::1%lo', '1:0:0:2:0:0:0:3', '1:0:2:3:4:5:6:7', '0:0:1::', '::1:0:0',
]) {
  attempt(address, () => new SocketAddress({ address, family: 'ipv6' }).address);
}
for (const text of [
  '1.2.3.4', '1.2.3.4:8080', '[::1]:8080', '[::1]', '::1', 'example.org:80', '',
  '1.2.3.4:99999', '[fe80::1%lo]:80', 'user@1.2.3.4:5', 5,
]) {
  attempt(text, () => SocketAddress.parse(text));
}
attempt('is', () => [new SocketAddress(), {}, null].map(
  SocketAddress.isSocketAddress));
attempt('json', () => JSON.stringify(new SocketAddress({ port: 9 })));
attempt('deep', () => inspect({ a: { b: new SocketAddress() } }, { depth: 1 }));

console.log('-- rules');
const list = new BlockList();
const nine = new SocketAddress({ address: '9.9.9.9' });
for (const args of [
  [], ['1.2.3.4'], ['::1'], ['::1', 'ipv6'], ['x'], ['1.2.3.4', 'ipv6'], [5],
  ['1.2.3.4', 'IPv4'], ['1.2.3.4', 5], [nine], ['1.2.3.4', 'ipv7'],
]) {
  attempt(args, () => list.addAddress(...args));
}
for (const args of [
  [], ['10.0.0.1'], ['10.0.0.1', '10.0.0.5'], ['10.0.0.5', '10.0.0.1'],
  ['10.0.0.5', '10.0.0.5'], ['::1', '::5', 'ipv6'], ['10.0.0.1', '::5'],
  ['x', 'y'], [new SocketAddress({ address: '9.9.9.1' }), nine],
]) {
  attempt(args, () => list.addRange(...args));
}
for (const args of [
  [], ['10.1.0.0'], ['10.1.0.0', 16], ['10.1.0.0', 33], ['10.1.0.0', -1],
  ['10.1.0.0', '16'], ['10.1.0.0', 1.5], ['2001:db8::', 32, 'ipv6'],
  ['2001:db8::', 129, 'ipv6'], ['x', 5], ['10.2.3.4', 16], [nine, 31],
]) {
  attempt(args, () => list.addSubnet(...args));
}
attempt('list', () => list);
attempt('json', () => JSON.stringify(list));
attempt('deep', () => inspect({ list }, { depth: 0 }));

console.log('-- check');
for (const args of [
  [], ['1.2.3.4'], ['1.2.3.5'], ['::1', 'ipv6'], ['::1'], ['x'], ['x', 'ipv6'],
  [5], ['1.2.3.4', 5], ['1.2.3.4', 'ipv7'], ['1.2.3.4', 'IPv4'],
  ['::ffff:1.2.3.4', 'ipv6'], ['::ffff:102:304', 'ipv6'], ['10.0.0.3'],
  ['10.0.0.6'], ['::3', 'ipv6'], ['::6', 'ipv6'], ['10.1.255.255'],
  ['10.2.0.0'], ['10.3.0.0'], ['2001:db8:1::', 'ipv6'], ['2001:db9::', 'ipv6'],
  ['::ffff:10.0.0.3', 'ipv6'], ['::ffff:10.1.2.3', 'ipv6'], [nine],
  [new SocketAddress({ address: '9.9.9.10' })],
]) {
  attempt(args, () => list.check(...args));
}
const mapped = new BlockList();
mapped.addAddress('::ffff:1.1.1.1', 'ipv6');
mapped.addSubnet('::ffff:2.2.0.0', 112, 'ipv6');
mapped.addRange('::ffff:3.3.3.1', '::ffff:3.3.3.9', 'ipv6');
attempt('mapped', () => ['1.1.1.1', '2.2.1.1', '3.3.3.3', '4.4.4.4'].map(
  (address) => [mapped.check(address),
                mapped.check(`::ffff:${address}`, 'ipv6')]));
const bits = new BlockList();
bits.addSubnet('1.0.0.0', 8);
bits.addSubnet('128.0.0.0', 1);
bits.addSubnet('2001:db8::', 33, 'ipv6');
bits.addSubnet('2001:db8:ffff:ffff:ffff:ffff:ffff:fff8', 125, 'ipv6');
attempt('bits', () => [
  ...['1.255.0.0', '2.0.0.0', '127.255.255.255', '128.0.0.0'].map(
    (address) => bits.check(address)),
  ...['2001:db8:7fff::', '2001:db8:8000::',
      '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff',
      '2001:db8:ffff:ffff:ffff:ffff:ffff:fff7'].map(
    (address) => bits.check(address, 'ipv6')),
]);

console.log('-- fromJSON');
for (const data of [
  ['Address: IPv4 1.2.3.4'], ['Range: IPv4 1.2.3.4-1.2.3.9'],
  ['Address: IPv6 ::1', 'Subnet: IPv6 2001::/16', 'Range: IPv6 ::1-::5'],
  ['junk'], ['Address: IPv4 x'], '["Address: IPv4 5.6.7.8"]', [5], 5, {},
  undefined,
]) {
  attempt(data, () => {
    const read = new BlockList();
    read.fromJSON(data);
    return read.rules;
  });
}
attempt('is', () => [list, {}, null].map(BlockList.isBlockList));
