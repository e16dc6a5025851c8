'use strict';
/**
 * net.SocketAddress: an address, a port and what goes with them.
 *
 * @module internal/net/socket_address
 */

const {
  codes: { ERR_INVALID_ADDRESS, ERR_INVALID_ARG_VALUE },
} = require('internal/errors/errors');
const {
  validateObject,
  validatePort,
  validateString,
  validateUint32,
} = require('internal/util/validators');
const { isIPv4, isIPv6, toIPv6, toNumber } = require('internal/net/address');
const { Cloneable, kClone } = require('web/cloneable');

const kInspect = Symbol.for('nodejs.util.inspect.custom');
// "user@" is skipped; an IPv6 address stands in brackets.
const kText = /^(?:[^@/?#]*@)?(?:\[([^\]%]*)\]|([0-9.]+))(?::(\d*))?(?:[/?#]|$)/;

class SocketAddress extends Cloneable {
  #address;
  #family;
  #flowlabel;
  #port;

  /**
   * @param {object} [options]
   * @param {string} [options.address] loopback, or any for IPv6
   * @param {'ipv4'|'ipv6'} [options.family]
   * @param {number} [options.port]
   * @param {number} [options.flowlabel] of IPv6
   */
  constructor(options = {}) {
    super();
    validateObject(options, 'options');
    let { family = 'ipv4' } = options;
    if (typeof family?.toLowerCase === 'function') family = family.toLowerCase();
    if (family !== 'ipv4' && family !== 'ipv6') {
      throw new ERR_INVALID_ARG_VALUE('options.family', options.family);
    }
    const {
      address = family === 'ipv4' ? '127.0.0.1' : '::',
      port = 0,
      flowlabel = 0,
    } = options;
    validateString(address, 'options.address');
    validatePort(port, 'options.port');
    validateUint32(flowlabel, 'options.flowlabel');
    if (!(family === 'ipv4' ? isIPv4(address) : isIPv6(address))) {
      throw new ERR_INVALID_ADDRESS();
    }
    this.#address = family === 'ipv4' ? address : toIPv6(toNumber(address));
    this.#family = family;
    this.#flowlabel = family === 'ipv4' ? 0 : flowlabel;
    this.#port = port | 0;
  }

  get address() { return this.#address; }
  get family() { return this.#family; }
  get flowlabel() { return this.#flowlabel; }
  get port() { return this.#port; }

  [kClone]() { return new SocketAddress(this.toJSON()); }

  toJSON() {
    return {
      address: this.#address,
      port: this.#port,
      family: this.#family,
      flowlabel: this.#flowlabel,
    };
  }

  [kInspect](depth, options) {
    if (depth < 0) return '[SocketAddress]';
    const { inspect } = require('internal/util/inspect');
    return `SocketAddress ${inspect(this.toJSON(), {
      ...options, depth: options.depth === null ? null : options.depth - 1,
    })}`;
  }

  /** @param {*} value @returns {boolean} */
  static isSocketAddress(value) {
    return typeof value === 'object' && value !== null && #address in value;
  }

  /**
   * @param {string} input "123.1.2.3:80", "[1::1]:80"; the port may be missing
   * @returns {SocketAddress|undefined} undefined: it is none
   */
  static parse(input) {
    validateString(input, 'input');
    const found = kText.exec(input);
    if (found === null) return undefined;
    const [, six, four, port] = found;
    if (Number(port ?? 0) > 65535) return undefined;
    const family = six === undefined ? 'ipv4' : 'ipv6';
    if (!(family === 'ipv4' ? isIPv4(four) : isIPv6(six))) return undefined;
    return new SocketAddress({
      address: six ?? four, family, port: Number(port ?? 0),
    });
  }
}

for (const name of ['address', 'family', 'flowlabel', 'port']) {
  Object.defineProperty(SocketAddress.prototype, name,
                        { __proto__: null, enumerable: false });
}

module.exports = { SocketAddress };
