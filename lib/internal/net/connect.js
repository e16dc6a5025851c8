'use strict';
/**
 * The client side of net.Socket: from a host and a port to a connection.
 *
 * A name may have several addresses: they are tried in the order in which the
 * resolver gives them, each for a limited time, until one answers.
 *
 * @module internal/net/connect
 */

const {
  codes: {
    ERR_INVALID_ADDRESS_FAMILY,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_INVALID_IP_ADDRESS,
    ERR_IP_BLOCKED,
    ERR_MISSING_ARGS,
  },
  dnsException,
  exceptionWithHostPort,
} = require('internal/errors/errors');
const {
  EINVAL,
  ENAMETOOLONG,
  ETIMEDOUT,
} = require('internal/errors/errno').negated;
const {
  validateBoolean,
  validateFunction,
  validateInt32,
  validateNumber,
  validateOneOf,
  validatePort,
  validateString,
} = require('internal/util/validators');
const {
  beginNativeResource,
  endReservation,
  endResource,
  idsInUse,
  kAsyncId,
  kTriggerAsyncId,
  reserveIds,
  runTriggeredBy,
} = require('internal/async/ids');
const { isIP } = require('internal/net/address');
const { getOptionValue } = require('internal/process/options');
const { StreamHandle, lookup } = require('internal/net/stream_handle');

const binding_ = binding('net');
const { kBlockList, kGone, kRefOff, kReopen } = require('internal/net/symbols');

// Fields that only this file knows.
const kTarget = Symbol('kTarget');

const kLeastAttemptTimeout = 10;
const kAttemptTimeout = 500;

/** What net.setDefaultAutoSelectFamily… set, or else the command line. */
class Defaults {
  #autoSelectFamily;
  #attemptTimeout;

  get autoSelectFamily() {
    return this.#autoSelectFamily ??
      getOptionValue('--network-family-autoselection') !== false;
  }
  set autoSelectFamily(value) { this.#autoSelectFamily = value; }

  /** ms for an address before the next is tried; the last has no limit. */
  get attemptTimeout() {
    const option = '--network-family-autoselection-attempt-timeout';
    const value = this.#attemptTimeout ?? getOptionValue(option);
    return Math.max(kLeastAttemptTimeout, value || kAttemptTimeout);
  }
  set attemptTimeout(value) { this.#attemptTimeout = value; }
}
const defaults = new Defaults();

/** Marks what net._normalizeArgs() returned. */
const kNormalized = Symbol('normalizedArgs');

/**
 * net._normalizeArgs(): what tools that replace Socket.prototype.connect look
 * into and pass on.
 * @param {Array} args of connect() or listen()
 * @returns {Array} the options, and the callback or null
 */
function normalizedArgs(args) {
  const [options, callback = null] = normalizeArgs(args);
  return Object.assign([options, callback], { [kNormalized]: true });
}

/**
 * What listen() and connect() were called with.
 * @returns {[object, Function|undefined]}
 */
function normalizeArgs(args) {
  const [given] = args;
  if (Array.isArray(given) && given[kNormalized]) {
    return [given[0], given[1] ?? undefined];
  }
  const last = args[args.length - 1];
  const callback = typeof last === 'function' ? last : undefined;
  const [first, second] = args;
  if (first === undefined || typeof first === 'function') return [{}, callback];
  if (typeof first === 'object' && first !== null) return [first, callback];
  if (typeof first === 'string' && !(Number(first) >= 0)) {
    return [{ path: first }, callback];
  }
  const options = { port: first };
  if (typeof second === 'string') options.host = second;
  return [options, callback];
}

/** @param {Socket} socket @param {Array} args of Socket.connect */
function connectSocket(socket, args) {
  const [options, callback] = normalizeArgs(args);
  const { path, port } = options;
  const target = {
    sequence: 0,
    errors: [],
    next: [],
    // Of the first stream, which begins here though its name is resolved first.
    [kAsyncId]: 0,
    [kTriggerAsyncId]: 0,
  };
  if (path !== undefined && path !== null) {
    validateString(path, 'options.path');
    target.path = path;
    begin(socket, callback, target);
    attempt(socket, target);
    return;
  }
  if (port === undefined) {
    throw new ERR_MISSING_ARGS(['options', 'port', 'path']);
  }
  if (typeof port !== 'number' && typeof port !== 'string') {
    throw new ERR_INVALID_ARG_TYPE('options.port', ['number', 'string'], port);
  }
  validatePort(port);
  const host = options.host || 'localhost';
  validateString(host, 'options.host');
  const { localAddress, localPort } = options;
  if (localAddress && !isIP(localAddress)) {
    throw new ERR_INVALID_IP_ADDRESS(localAddress);
  }
  if (localPort !== undefined && localPort !== null) {
    validateNumber(localPort, 'options.localPort');
  }
  if (options.autoSelectFamily !== undefined &&
      options.autoSelectFamily !== null) {
    validateBoolean(options.autoSelectFamily, 'options.autoSelectFamily');
  }
  target.timeout = defaults.attemptTimeout;
  if (options.autoSelectFamilyAttemptTimeout !== undefined &&
      options.autoSelectFamilyAttemptTimeout !== null) {
    validateInt32(options.autoSelectFamilyAttemptTimeout,
                  'options.autoSelectFamilyAttemptTimeout', 1);
    target.timeout = Math.max(kLeastAttemptTimeout,
                              options.autoSelectFamilyAttemptTimeout);
  }
  const isName = !isIP(host);
  if (isName) validateLookup(options);
  begin(socket, callback, target);
  target.host = host;
  target.port = +port;
  target.localAddress = localAddress ? `${localAddress}` : '';
  target.localPort = localPort & 0xffff;
  if (isName) {
    resolve(socket, target, options);
    return;
  }
  target.next = [host];
  process.nextTick(attempt, socket, target);
}

const kFamilies = [0, 4, 6];

/** Checks what says how a name becomes addresses. */
function validateLookup({ family, hints, lookup: own }) {
  if (own !== undefined && own !== null) {
    // What else it is told it checks itself.
    validateFunction(own, 'options.lookup');
    return;
  }
  if (hints) {
    validateNumber(hints, 'options.hints');
    if ((hints & ~binding_.kAllHints) !== 0) {
      throw new ERR_INVALID_ARG_VALUE('hints', hints >>> 0);
    }
  }
  if (family !== undefined && family !== null && family !== 'IPv4' &&
      family !== 'IPv6') {
    validateOneOf(family, 'options.family', kFamilies);
  }
}

/** 4, 6 or, for both, 0. */
function familyOf({ family }) {
  if (family === 4 || family === 'IPv4') return 4;
  return family === 6 || family === 'IPv6' ? 6 : 0;
}

/** A socket may connect again after it has closed. */
function begin(socket, callback, target) {
  if (socket.destroyed) socket[kReopen]();
  if (callback !== undefined) socket.once('connect', callback);
  socket._connecting = true;
  socket[kGone] = false;
  socket[kTarget] = target;
  if (idsInUse()) {
    beginNativeResource(
      target, target.path === undefined ? 'TCPWRAP' : 'PIPEWRAP', socket);
  }
}

/** No stream was made for the target, or none will be. */
function endTarget(target) {
  endReservation();
  endResource(target);
  target[kAsyncId] = 0;
}

function resolve(socket, target, options) {
  const { host } = target;
  const family = familyOf(options);
  const all = family === 0 &&
    (options.autoSelectFamily ?? defaults.autoSelectFamily);
  const done = (error, addresses) => {
    if (error) {
      socket.emit('lookup', error, undefined, undefined, host);
      if (socket[kTarget] === target) fail(socket, target, error);
      return;
    }
    for (const { address, family: type } of addresses) {
      socket.emit('lookup', null, address, type, host);
    }
    if (socket[kTarget] !== target || !socket._connecting) {
      endTarget(target);
      return;
    }
    if (addresses.length === 0) {
      fail(socket, target, new ERR_INVALID_IP_ADDRESS(undefined));
      return;
    }
    for (const { address, family: type } of addresses) {
      const problem = checkAddress(address, type, host, target.port);
      if (problem !== null) {
        fail(socket, target, problem);
        return;
      }
    }
    target.next = alternate(addresses.map(({ address }) => address));
    if (all) socket.autoSelectFamilyAttemptedAddresses = [];
    attempt(socket, target);
  };
  if (options.lookup !== undefined && options.lookup !== null) {
    const query = { family, hints: options.hints || 0 };
    if (all) query.all = true;
    options.lookup(host, query, (error, address, type) => {
      done(error, Array.isArray(address) ?
        address : [{ address, family: type }]);
    });
    return;
  }
  const onLookup = (code, pairs) => {
    if (code !== 0) {
      done(dnsException(code, 'getaddrinfo', host));
      return;
    }
    const addresses = pairs.map(
      ([address, type]) => ({ address, family: type }));
    done(null, all ? addresses : addresses.slice(0, 1));
  };
  runTriggeredBy(target[kAsyncId], lookup, undefined, host, family,
                 options.hints | 0, onLookup);
}

/** One of each family in turn, beginning with the first one's. */
function alternate(addresses) {
  const first = isIP(addresses[0]);
  const ours = addresses.filter((each) => isIP(each) === first);
  const others = addresses.filter((each) => isIP(each) !== first);
  const order = [];
  for (let i = 0; i < ours.length || i < others.length; i++) {
    if (i < ours.length) order.push(ours[i]);
    if (i < others.length) order.push(others[i]);
  }
  return order;
}

function checkAddress(address, family, host, port) {
  if (typeof address !== 'string' || !isIP(address)) {
    return new ERR_INVALID_IP_ADDRESS(address);
  }
  if (family !== undefined && family !== 4 && family !== 6 &&
      family !== 'IPv4' && family !== 'IPv6') {
    return new ERR_INVALID_ADDRESS_FAMILY(family, host, port);
  }
  return null;
}

function fail(socket, target, error) {
  endTarget(target);
  process.nextTick(() => {
    if (socket[kTarget] === target && socket._connecting) socket.destroy(error);
  });
}

/**
 * What is made next is the target's. Nothing of the program's may run between
 * this and that. The streams of further addresses are their own.
 */
function reserveFor(target) {
  if (target[kAsyncId] !== 0) reserveIds(target);
}

/** Tries the path, or the next address. */
function attempt(socket, target) {
  if (socket[kTarget] !== target || !socket._connecting) {
    endTarget(target);
    return;
  }
  let stream;
  if (target.path !== undefined) {
    reserveFor(target);
    stream = binding_.connectPath(target.path);
    // As libuv says it.
    if (stream === ENAMETOOLONG) stream = EINVAL;
  } else {
    const { localPort } = target;
    const address = target.address = target.next.shift();
    const family = isIP(address);
    socket.autoSelectFamilyAttemptedAddresses?.push(
      `${address}:${target.port}`);
    if (socket[kBlockList]?.check(address, `ipv${family}`)) {
      const error = new ERR_IP_BLOCKED(address);
      endTarget(target);
      socket.emit('connectionAttemptFailed', address, target.port, family,
                  error);
      fail(socket, target, error);
      return;
    }
    socket.emit('connectionAttempt', address, target.port, family);
    if (socket[kTarget] !== target || !socket._connecting) {
      endTarget(target);
      return;
    }
    const any = family === 6 ? '::' : '0.0.0.0';
    reserveFor(target);
    stream = binding_.connect(
      address, target.port, target.localAddress || (localPort ? any : ''),
      localPort);
  }
  if (stream < 0) {
    endTarget(target);
    process.nextTick(() => {
      if (socket[kTarget] === target) finishConnect(socket, stream);
    });
    return;
  }
  target[kAsyncId] = 0;
  const handle = socket._handle = new StreamHandle(stream);
  handle.owner = socket;
  if (socket[kRefOff]) handle.setRef(false);
  if (target.next.length > 0) {
    target.timer = setTimeout(() => {
      giveUp(socket);
      finishConnect(socket, ETIMEDOUT);
    }, target.timeout);
  }
}

/** Lets go of an attempt that is under way. */
function giveUp(socket) {
  const handle = socket._handle;
  socket._handle = null;
  if (handle === null) return;
  handle.owner = null;
  handle.close(() => {});
}

function errorOf(target, errno) {
  const error = exceptionWithHostPort(
    errno, 'connect', target.path ?? target.address, target.port,
    target.localAddress ? `${target.localAddress}:${target.localPort}` : undefined);
  if (target.localAddress) {
    error.localAddress = target.localAddress;
    error.localPort = target.localPort;
  }
  return error;
}

/** The kernel's answer. */
function finishConnect(socket, errno) {
  if (!socket._connecting) return;
  const target = socket[kTarget];
  clearTimeout(target.timer);
  if (errno < 0) {
    const error = errorOf(target, errno);
    target.errors.push(error);
    socket.emit('connectionAttemptFailed', target.address, target.port,
                isIP(target.address), error);
    if (!socket._connecting) return;
    if (target.next.length > 0) {
      socket._handle = null; // it is closed, or will be by itself
      attempt(socket, target);
      return;
    }
    socket._connecting = false;
    socket.destroy(target.errors.length === 1 ? error : together(target.errors));
    return;
  }
  socket._connecting = false;
  socket.emit('connect');
  socket.emit('ready');
  if (socket.readable && !socket.isPaused()) socket.read(0);
}

function together(errors) {
  const error = new AggregateError(errors);
  error.code = errors[0].code;
  return error;
}

module.exports = {
  connectSocket,
  defaults,
  finishConnect,
  normalizeArgs,
  normalizedArgs,
};
