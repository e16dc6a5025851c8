'use strict';
/**
 * The client side of net.Socket: from a host and a port to a connection.
 *
 * @module internal/net/connect
 */

const {
  codes: {
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_IP_ADDRESS,
    ERR_MISSING_ARGS,
  },
  dnsException,
  exceptionWithHostPort,
} = require('internal/errors');
const { validateFunction, validatePort, validateString } =
  require('internal/validators');
const { isIP } = require('internal/net/address');
const { StreamHandle, lookup } = require('internal/net/stream_handle');

const binding_ = binding('net');

/**
 * What listen() and connect() were called with.
 * @returns {[object, Function|undefined]}
 */
function normalizeArgs(args) {
  const last = args[args.length - 1];
  const callback = typeof last === 'function' ? last : undefined;
  const [first, second] = args;
  if (first === undefined || first === null || typeof first === 'function') {
    return [{}, callback];
  }
  if (typeof first === 'object') return [first, callback];
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
  if (callback !== undefined) socket.once('connect', callback);
  const { path, port } = options;
  if (path !== undefined && path !== null) {
    validateString(path, 'options.path');
    begin(socket);
    start(socket, { path });
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
  if (options.localAddress && !isIP(options.localAddress)) {
    throw new ERR_INVALID_IP_ADDRESS(options.localAddress);
  }
  begin(socket);
  const target = { host, port: port | 0, localAddress: options.localAddress,
                   localPort: options.localPort };
  if (isIP(host)) {
    process.nextTick(() => start(socket, { ...target, address: host }));
    return;
  }
  resolve(socket, target, options);
}

function begin(socket) {
  socket._connecting = true;
  socket._gone = false;
}

function resolve(socket, target, options) {
  const { host } = target;
  const family = options.family === 4 || options.family === 6 ?
    options.family : 0;
  const done = (error, address, type) => {
    socket.emit('lookup', error, address, type, host);
    if (!socket._connecting) return;
    if (error) {
      process.nextTick(() => socket.destroy(error));
      return;
    }
    start(socket, { ...target, address });
  };
  if (options.lookup !== undefined) {
    validateFunction(options.lookup, 'options.lookup');
    options.lookup(host, { family }, (error, address, type) => {
      const first = Array.isArray(address) ? address[0] : undefined;
      done(error, first ? first.address : address,
           first ? first.family : type);
    });
    return;
  }
  lookup(host, family, (code, addresses) => {
    if (code !== null) done(dnsException(code, 'getaddrinfo', host));
    else done(null, addresses[0][0], addresses[0][1]);
  });
}

function start(socket, target) {
  if (!socket._connecting) return;
  socket._target = target;
  const stream = target.path !== undefined ?
    binding_.connectPath(target.path) :
    binding_.connect(target.address, target.port, target.localAddress ?? '',
                     (target.localPort ?? 0) | 0);
  if (stream < 0) {
    process.nextTick(() => {
      finishConnect(socket, stream);
    });
    return;
  }
  socket._handle = new StreamHandle(stream);
  socket._handle.owner = socket;
  if (socket._refOff) socket._handle.setRef(false);
}

/** The kernel's answer. */
function finishConnect(socket, errno) {
  if (!socket._connecting) return;
  socket._connecting = false;
  const target = socket._target;
  if (errno < 0) {
    const address = target.path ?? target.address;
    socket.destroy(exceptionWithHostPort(errno, 'connect', address,
                                         target.port));
    return;
  }
  socket.emit('connect');
  socket.emit('ready');
  if (socket.readable && !socket.isPaused()) socket.read(0);
}

module.exports = {
  connectSocket,
  finishConnect,
  normalizeArgs,
};
