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
const { addAbsent } = require('internal/util/absent');
const { absentAgent } = require('internal/http/absent_agent');
const { defineLazy } = require('internal/util/util');

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

module.exports = addAbsent('http', {
  functions: `
    _connectionListener/1 get/3 request/3 setGlobalProxyFromEnv/0`,
  classes: {
    Agent: {
      length: 1,
      extends: require('events'),
      methods: `
        addRequest createConnection createSocket destroy getName
        keepSocketAlive removeSocket reuseSocket`,
    },
    ClientRequest: {
      length: 3,
      extends: OutgoingMessage,
      methods: `
        abort clearTimeout destroy onSocket setNoDelay setSocketKeepAlive
        setTimeout`,
    },
  },
}, {
  IncomingMessage,
  METHODS: [...METHODS].sort(),
  OutgoingMessage,
  STATUS_CODES,
  Server,
  ServerResponse,
  createServer,
  setMaxIdleHTTPParsers,
  validateHeaderName,
  validateHeaderValue,
});

Object.defineProperty(module.exports, 'maxHeaderSize', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() { return getOptionValue('--max-http-header-size') || 16 * 1024; },
});

const { Agent } = module.exports;
Agent.defaultMaxSockets = Infinity;
module.exports.globalAgent = absentAgent(
  'http.globalAgent', Agent, { defaultPort: 80, protocol: 'http:' });

for (const name of ['CloseEvent', 'MessageEvent', 'WebSocket']) {
  defineLazy(module.exports, name, () => require('web/websocket')[name]);
}
