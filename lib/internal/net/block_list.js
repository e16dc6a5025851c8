'use strict';
/**
 * net.BlockList: addresses, ranges and subnets that are not to be spoken to. An
 * IPv4 address and the IPv6 address that maps it are one.
 *
 * @module internal/net/block_list
 */

const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE },
} = require('internal/errors/errors');
const { validateInt32, validateString } = require('internal/util/validators');
const { isIPv4, isIPv6, isMapped, toNumber } = require('internal/net/address');
const { SocketAddress } = require('internal/net/socket_address');
const { Cloneable, kClone } = require('web/cloneable');

const kInspect = Symbol.for('nodejs.util.inspect.custom');
const kAddressRule = /^Address: (IPv[46]) (\S+)$/;
const kRangeRule = /^Range: (IPv[46]) ([^\s-]+)-([^\s-]+)$/;
const kSubnetRule = /^Subnet: (IPv[46]) ([^\s/]+)\/(\d{1,3})$/;

function toAddress(address, family, name) {
  if (SocketAddress.isSocketAddress(address)) return address;
  validateString(address, name);
  validateString(family, 'family');
  return new SocketAddress({ address, family });
}

function label(address) {
  return address.family === 'ipv4' ? 'IPv4' : 'IPv6';
}

/** Inclusive ends, and the rule in words. */
class Span {
  constructor(first, last, text) {
    this.first = first;
    this.last = last;
    this.text = text;
  }
  has(number) { return this.first <= number && number <= this.last; }
}

class BlockList extends Cloneable {
  /** Number → the rule in words. */
  #addresses = new Map();
  #subnets = [];
  #ranges = [];

  /** @param {*} value @returns {boolean} */
  static isBlockList(value) {
    return typeof value === 'object' && value !== null && #subnets in value;
  }

  /** A copy has the same rules, also those that either is given later. */
  [kClone]() {
    const copy = new BlockList();
    copy.#addresses = this.#addresses;
    copy.#subnets = this.#subnets;
    copy.#ranges = this.#ranges;
    return copy;
  }

  /**
   * @param {string|SocketAddress} address
   * @param {'ipv4'|'ipv6'} [family]
   */
  addAddress(address, family = 'ipv4') {
    const one = toAddress(address, family, 'address');
    const number = toNumber(one.address);
    this.#addresses.delete(number); // the latest comes first
    this.#addresses.set(number, `Address: ${label(one)} ${one.address}`);
  }

  /**
   * @param {string|SocketAddress} start
   * @param {string|SocketAddress} end inclusive
   * @param {'ipv4'|'ipv6'} [family]
   */
  addRange(start, end, family = 'ipv4') {
    const from = toAddress(start, family, 'start');
    const to = toAddress(end, family, 'end');
    const first = toNumber(from.address);
    const last = toNumber(to.address);
    if (first > last) {
      throw new ERR_INVALID_ARG_VALUE('start', from, 'must come before end');
    }
    this.#ranges.push(new Span(
      first, last, `Range: ${label(from)} ${from.address}-${to.address}`));
  }

  /**
   * @param {string|SocketAddress} network
   * @param {number} prefix bits
   * @param {'ipv4'|'ipv6'} [family]
   */
  addSubnet(network, prefix, family = 'ipv4') {
    const net = toAddress(network, family, 'network');
    const bits = net.family === 'ipv4' ? 32 : 128;
    validateInt32(prefix, 'prefix', 0, bits);
    const host = (1n << BigInt(bits - prefix)) - 1n;
    const number = toNumber(net.address);
    this.#subnets.push(new Span(
      number & ~host, number | host,
      `Subnet: ${label(net)} ${net.address}/${prefix}`));
  }

  /**
   * @param {string|SocketAddress} address
   * @param {'ipv4'|'ipv6'} [family]
   * @returns {boolean} whether a rule has it
   */
  check(address, family = 'ipv4') {
    let text = address;
    if (SocketAddress.isSocketAddress(address)) {
      ({ address: text, family } = address);
    } else {
      validateString(address, 'address');
      validateString(family, 'family');
      family = family.toLowerCase();
      const valid = family === 'ipv4' ? isIPv4(text) :
        family === 'ipv6' && isIPv6(text);
      if (!valid) return false;
    }
    const number = toNumber(text);
    if (this.#addresses.has(number)) return true;
    if (this.#subnets.some((subnet) => subnet.has(number))) return true;
    // A range of IPv6 is none of IPv4 addresses unless both its ends are.
    return this.#ranges.some((range) => range.has(number) &&
      (family === 'ipv6' || (isMapped(range.first) && isMapped(range.last))));
  }

  /** @returns {string[]} a line a rule, of each kind the latest first */
  get rules() {
    const texts = (spans) => spans.map(({ text }) => text).reverse();
    return [
      ...[...this.#addresses.values()].reverse(),
      ...texts(this.#subnets),
      ...texts(this.#ranges),
    ];
  }

  toJSON() { return this.rules; }

  /**
   * Adds rules as toJSON gives them; lines that are none are passed over.
   * @param {string|string[]} data
   */
  fromJSON(data) {
    if (typeof data === 'string') data = JSON.parse(data);
    if (!Array.isArray(data) || data.some((each) => typeof each !== 'string')) {
      throw new ERR_INVALID_ARG_TYPE('data', ['string', 'string[]'], data);
    }
    for (const line of data) this.#addLine(line);
  }

  #addLine(line) {
    const isAddress = (family, text) => (
      family === 'IPv4' ? isIPv4(text) : isIPv6(text));
    let found = kAddressRule.exec(line);
    if (found !== null) {
      const [, family, address] = found;
      if (isAddress(family, address)) this.addAddress(address, family);
      return;
    }
    found = kRangeRule.exec(line);
    if (found !== null) {
      const [, family, start, end] = found;
      if (isAddress(family, start) && isAddress(family, end)) {
        this.addRange(start, end, family);
      }
      return;
    }
    found = kSubnetRule.exec(line);
    if (found !== null) {
      const [, family, network, prefix] = found;
      if (isAddress(family, network)) {
        this.addSubnet(network, Number(prefix), family);
      }
    }
  }

  [kInspect](depth, options) {
    if (depth < 0) return '[BlockList]';
    const { inspect } = require('internal/util/inspect');
    return `BlockList ${inspect({ rules: this.rules }, {
      ...options, depth: options.depth === null ? null : options.depth - 1,
    })}`;
  }
}

/** An option `blockList`, or an error. */
function checkBlockList(blockList) {
  if (!BlockList.isBlockList(blockList)) {
    throw new ERR_INVALID_ARG_TYPE('options.blockList', 'net.BlockList',
                                   blockList);
  }
  return blockList;
}

module.exports = { BlockList, checkBlockList };
