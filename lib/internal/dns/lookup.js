'use strict';

/**
 * dns.lookup and its promise form: names to addresses as the system's resolver
 * tells them.
 *
 * Native contract, binding 'net': kAllHints, the hints that there are, of
 * getaddrinfo.
 */

const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE },
  dnsException,
} = require('internal/errors/errors');
const {
  validateBoolean, validateFunction, validateNumber, validateOneOf, validateString,
} = require('internal/util/validators');
const { isIP } = require('internal/net/address');
const { lookup: ask } = require('internal/net/stream_handle');
const { deprecationOnce } = require('internal/process/warning');
const { kCustomPromisify } = require('internal/util/util');

const { kAllHints } = binding('net');

const kOrders = ['verbatim', 'ipv4first', 'ipv6first'];
const kFamilies = [0, 4, 6];

let defaultOrder = 'verbatim';

/** @returns {string} in which order addresses come, unless one asks for another */
function getDefaultResultOrder() {
  return defaultOrder;
}

/** @param {string} order 'verbatim', 'ipv4first' or 'ipv6first' */
function setDefaultResultOrder(order) {
  validateOneOf(order, 'dnsOrder', kOrders);
  defaultOrder = order;
}

function validateFamily(family, name) {
  if (family === 'IPv4') return 4;
  if (family === 'IPv6') return 6;
  validateOneOf(family, name, kFamilies);
  return family;
}

/** The order that options ask for, by its present or its former name. */
function orderOf({ order, verbatim }) {
  if (order != null) {
    validateOneOf(order, 'options.order', kOrders);
    return order;
  }
  if (verbatim != null) {
    validateBoolean(verbatim, 'options.verbatim');
    return verbatim ? 'verbatim' : 'ipv4first';
  }
  return defaultOrder;
}

/** What is asked for, checked. */
class Query {
  constructor(hostname, options) {
    if (hostname) validateString(hostname, 'hostname');
    this.hostname = hostname;
    this.family = 0;
    this.hints = 0;
    this.all = false;
    this.order = defaultOrder;
    if (options === null || typeof options === 'object') {
      if (options !== null) this.take(options);
    } else if (typeof options === 'number') {
      this.family = validateFamily(options, 'family');
    } else if (options !== undefined) {
      throw new ERR_INVALID_ARG_TYPE('options', ['integer', 'object'], options);
    }
  }

  take(options) {
    const { hints, family, all } = options;
    if (hints != null) {
      validateNumber(hints, 'options.hints');
      this.hints = hints >>> 0;
      if ((this.hints & ~kAllHints) !== 0) {
        throw new ERR_INVALID_ARG_VALUE('hints', hints);
      }
    }
    if (family != null) this.family = validateFamily(family, 'options.family');
    if (all != null) {
      validateBoolean(all, 'options.all');
      this.all = all;
    }
    this.order = orderOf(options);
  }

  /** @param {{address: string, family: number}[]} addresses */
  sort(addresses) {
    if (this.order === 'verbatim') return addresses;
    const first = this.order === 'ipv4first' ? 4 : 6;
    return [...addresses.filter(({ family }) => family === first),
      ...addresses.filter(({ family }) => family !== first)];
  }
}

const warnOfEmptyName = deprecationOnce(
  'The provided hostname "" is not a valid hostname, and is supported in the ' +
  'dns module solely for compatibility.', 'DEP0118');

/**
 * What needs no resolver.
 * @param {Query} query
 * @returns {{address: string|null, family: number}[]|undefined}
 */
function knownAnswer({ hostname, all, family }) {
  if (!hostname) {
    warnOfEmptyName();
    return all ? [] : [{ address: null, family: family === 6 ? 6 : 4 }];
  }
  const type = isIP(hostname);
  return type === 0 ? undefined : [{ address: hostname, family: type }];
}

/**
 * @param {Query} query
 * @param {(error: Error|null, addresses?: object[]) => void} callback
 */
function resolve(query, callback) {
  const { hostname, family, hints } = query;
  ask(hostname, family, hints, (code, pairs) => {
    if (code !== 0) {
      callback(dnsException(code, 'getaddrinfo', hostname));
      return;
    }
    callback(null, query.sort(pairs.map(
      ([address, type]) => ({ address, family: type }))));
  });
}

/**
 * @param {string} hostname
 * @param {number|object|Function} [options] a family, or family, hints, all, order
 * @param {Function} [callback] with the error, the address and its family; with
 *   `all` with a list of both
 * @returns {object} what the system is asked
 */
function lookup(hostname, options, callback) {
  if (callback === undefined && typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  validateFunction(callback, 'callback');
  const query = new Query(hostname, options);
  const answer = (addresses) => {
    if (query.all) callback(null, addresses);
    else callback(null, addresses[0].address, addresses[0].family);
  };
  const known = knownAnswer(query);
  if (known !== undefined) {
    process.nextTick(answer, known);
    return {};
  }
  resolve(query, (error, addresses) => {
    if (error) callback(error);
    else answer(addresses);
  });
  return {};
}

/**
 * @param {string} hostname
 * @param {number|object} [options] as lookup's
 * @returns {Promise<object>} an address and its family; a list of them with `all`
 */
function lookupPromise(hostname, options) {
  const query = new Query(hostname, options);
  const known = knownAnswer(query);
  const answer = (addresses) => (query.all ? addresses : addresses[0]);
  if (known !== undefined) return Promise.resolve(answer(known));
  return new Promise((fulfill, reject) => {
    resolve(query, (error, addresses) => {
      if (error) reject(error);
      else fulfill(answer(addresses));
    });
  });
}

Object.defineProperty(lookup, kCustomPromisify, {
  __proto__: null, value: lookupPromise, configurable: true,
});
Object.defineProperty(lookupPromise, 'name', { __proto__: null, value: 'lookup' });

module.exports = {
  getDefaultResultOrder,
  lookup,
  lookupPromise,
  setDefaultResultOrder,
};
