'use strict';
/**
 * The module `http`: HTTP/1.1 servers. The client side (request, get, Agent) is
 * not there yet and says so.
 *
 * @module http
 */

const { validateInteger } = require('internal/util/validators');
const { validateHeaderName, validateHeaderValue } =
  require('internal/http/headers');
const { IncomingMessage } = require('internal/http/incoming');
const { OutgoingMessage } = require('internal/http/outgoing');
const { ServerResponse } = require('internal/http/response');
const { Server } = require('internal/http/server');
const { METHODS, STATUS_CODES } = require('internal/http/status');
const { getOptionValue } = require('internal/process/options');
const { unavailable, unavailableObject } = require('internal/util/unavailable');

/**
 * @param {object} [options] as Server
 * @param {function(IncomingMessage, ServerResponse)} [requestListener]
 * @returns {Server}
 */
function createServer(options, requestListener) {
  return new Server(options, requestListener);
}

/** Parsers are part of connections here: there is none to keep idle. */
function setMaxIdleHTTPParsers(max) {
  validateInteger(max, 'max', 1);
}

module.exports = {
  Agent: unavailable('http.Agent'),
  ClientRequest: unavailable('http.ClientRequest'),
  IncomingMessage,
  METHODS: [...METHODS].sort(),
  OutgoingMessage,
  STATUS_CODES,
  Server,
  ServerResponse,
  createServer,
  get: unavailable('http.get'),
  request: unavailable('http.request'),
  setMaxIdleHTTPParsers,
  validateHeaderName,
  validateHeaderValue,
};

Object.defineProperty(module.exports, 'maxHeaderSize', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() { return getOptionValue('--max-http-header-size') || 16 * 1024; },
});

const globalAgent = unavailableObject('http.globalAgent');
Object.defineProperty(module.exports, 'globalAgent', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() { return globalAgent; },
});
