'use strict';
/**
 * The module `net`: stream servers and sockets (TCP and Unix-domain).
 *
 * @module net
 */

const { validateBoolean, validateInt32 } = require('internal/util/validators');
const { isIP, isIPv4, isIPv6 } = require('internal/net/address');
const { defaults, normalizeArgs, normalizedArgs } =
  require('internal/net/connect');
const { Server } = require('internal/net/server');
const { Socket } = require('internal/net/socket');
const { addAbsent } = require('internal/util/absent');
const { defineLazy } = require('internal/util/util');

/**
 * @param {object} [options] as Server
 * @param {function(Socket)} [connectionListener]
 * @returns {Server}
 */
function createServer(options, connectionListener) {
  return new Server(options, connectionListener);
}

/**
 * Connects as a client; the arguments of Socket.connect.
 * @returns {Socket}
 */
function connect(...args) {
  const [options] = normalizeArgs(args);
  const socket = new Socket({ ...options, handle: undefined, fd: undefined });
  if (options.timeout) socket.setTimeout(options.timeout);
  return socket.connect(...args);
}

module.exports = addAbsent('net', {
  functions: '_createServerHandle/5',
  classes: {
    BoundSocket: { methods: 'address close fd', accessors: 'isPipe' },
  },
}, {
  Server,
  Socket,
  Stream: Socket,
  _normalizeArgs: normalizedArgs,
  connect,
  createConnection: connect,
  createServer,
  getDefaultAutoSelectFamily: () => defaults.autoSelectFamily,
  getDefaultAutoSelectFamilyAttemptTimeout: () => defaults.attemptTimeout,
  isIP,
  isIPv4,
  isIPv6,
  setDefaultAutoSelectFamily(value) {
    validateBoolean(value, 'value');
    defaults.autoSelectFamily = value;
  },
  setDefaultAutoSelectFamilyAttemptTimeout(value) {
    validateInt32(value, 'value', 1);
    defaults.attemptTimeout = value;
  },
});

defineLazy(module.exports, 'BlockList',
           () => require('internal/net/block_list').BlockList);
defineLazy(module.exports, 'SocketAddress',
           () => require('internal/net/socket_address').SocketAddress);
