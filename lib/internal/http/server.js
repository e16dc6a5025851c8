'use strict';
/**
 * http.Server: a net.Server whose connections the native HTTP server owns.
 *
 * Follows Node's http.Server.
 *
 * @module internal/http/server
 */

const EventEmitter = require('events');
const net = require('net');
const {
  codes: { ERR_OUT_OF_RANGE },
} = require('internal/errors/errors');
const {
  validateBoolean,
  validateFunction,
  validateInteger,
  validateObject,
} = require('internal/util/validators');
const { ServerSource } = require('internal/http/dispatch');
const { IncomingMessage } = require('internal/http/incoming');
const { ServerResponse } = require('internal/http/response');
const { getOptionValue } = require('internal/process/options');

const binding_ = binding('http');
const { kUniqueHeaders } = require('internal/http/outgoing');
const { kOnNativeClosed, kSource } = require('internal/http/symbols');
const {
  kCountConnections, kEmitCloseIfDone, kSockets, kStartListener,
} = require('internal/net/symbols');

// Fields that only this file knows.
const kHttpHighWaterMark = Symbol('kHttpHighWaterMark');
const kIncomingMessage = Symbol('kIncomingMessage');
const kServerResponse = Symbol('kServerResponse');
const kSources = Symbol('kSources');

// What of the options the native server is told; see binding http.configure.
const {
  kRequireHost,
  kInsecureParser,
  kNoDelay,
  kKeepAlive,
  kAllowHalfOpen,
} = binding_;

const kMostTime = 0x7fffffff; // ms
const kMostHeaderSize = 0x7fffffff; // bytes

/**
 * @param {object} [options] see docs/http.md
 * @param {function(IncomingMessage, ServerResponse): void} [requestListener]
 */
function Server(options, requestListener) {
  if (!(this instanceof Server)) return new Server(options, requestListener);
  if (typeof options === 'function') {
    requestListener = options;
    options = {};
  }
  if (options !== undefined && options !== null) {
    validateObject(options, 'options');
  }
  options = { ...options };
  takeOptions(this, options);
  net.Server.call(this, {
    ...options,
    allowHalfOpen: true,
    pauseOnConnect: false,
    noDelay: options.noDelay ?? true,
  });
  if (this.highWaterMark === options.highWaterMark) {
    this[kHttpHighWaterMark] = this.highWaterMark;
  }
  if (requestListener !== undefined && requestListener !== null) {
    validateFunction(requestListener, 'listener');
    this.on('request', requestListener);
  }
  this.httpAllowHalfOpen = false;
  this.timeout = 0;
  this.maxHeadersCount = null;
  this.maxRequestsPerSocket = 0;
  this[kSource] = null;
  /** Sources whose native half is open: the present one, and closing ones. */
  this[kSources] = new Set();
  this.on('connection', connectionListener);
  this.on('listening', onListening);
}
Object.setPrototypeOf(Server.prototype, net.Server.prototype);
Object.setPrototypeOf(Server, net.Server);

function takeTime(options, name, fallback) {
  const value = options[name];
  if (value === undefined) return fallback;
  validateInteger(value, name, 0);
  return value;
}

function takeOptions(server, options) {
  const { IncomingMessage: Request = IncomingMessage,
          ServerResponse: Response = ServerResponse } = options;
  server[kIncomingMessage] = Request;
  server[kServerResponse] = Response;

  for (const name of ['insecureHTTPParser', 'requireHostHeader',
    'joinDuplicateHeaders', 'rejectNonStandardBodyWrites']) {
    if (options[name] !== undefined) {
      validateBoolean(options[name], `options.${name}`);
    }
  }
  if (options.maxHeaderSize !== undefined) {
    validateInteger(options.maxHeaderSize, 'maxHeaderSize', 0);
  }
  server.insecureHTTPParser = options.insecureHTTPParser;
  server.maxHeaderSize = options.maxHeaderSize;
  server.requireHostHeader = options.requireHostHeader ?? true;
  server.joinDuplicateHeaders = options.joinDuplicateHeaders;
  server.rejectNonStandardBodyWrites =
    options.rejectNonStandardBodyWrites ?? false;
  server[kUniqueHeaders] = Array.isArray(options.uniqueHeaders) ?
    new Set(options.uniqueHeaders.flat().map((name) => name.toLowerCase())) :
    null;
  server.shouldUpgradeCallback = options.shouldUpgradeCallback;
  if (server.shouldUpgradeCallback !== undefined) {
    validateFunction(server.shouldUpgradeCallback,
                     'options.shouldUpgradeCallback');
  }
  server.maxBodySize = options.maxBodySize ?? 0;
  validateInteger(server.maxBodySize, 'maxBodySize', 0);

  server.requestTimeout = takeTime(options, 'requestTimeout', 300_000);
  server.headersTimeout = takeTime(
    options, 'headersTimeout',
    server.requestTimeout > 0 ?
      Math.min(60_000, server.requestTimeout) : 60_000);
  if (server.requestTimeout > 0 && server.headersTimeout > 0 &&
      server.headersTimeout > server.requestTimeout) {
    throw new ERR_OUT_OF_RANGE(
      'headersTimeout', '<= requestTimeout', server.headersTimeout);
  }
  server.keepAliveTimeout = takeTime(options, 'keepAliveTimeout', 5_000);
  server.keepAliveTimeoutBuffer =
    takeTime(options, 'keepAliveTimeoutBuffer', 1_000);
  server.connectionsCheckingInterval =
    takeTime(options, 'connectionsCheckingInterval', 30_000);
}

/** The native half, made when the first connection can come. */
function sourceOf(server) {
  let source = server[kSource];
  if (source !== null) return source;
  source = server[kSource] = new ServerSource(server);
  server[kSources].add(source);
  source.IncomingMessage = server[kIncomingMessage];
  source.ServerResponse = server[kServerResponse];
  source.plainRequest = server[kIncomingMessage] === IncomingMessage;
  source.joinDuplicateHeaders = server.joinDuplicateHeaders;
  source.highWaterMark = server[kHttpHighWaterMark];
  source.uniqueHeaders = server[kUniqueHeaders];
  source.responseOptions =
    server.rejectNonStandardBodyWrites || source.highWaterMark !== undefined ?
      {
        highWaterMark: source.highWaterMark,
        rejectNonStandardBodyWrites: server.rejectNonStandardBodyWrites,
      } : undefined;
  configure(server);
  return source;
}

/** Tells the native server what the properties say now. */
function configure(server) {
  if (server[kSource] === null) return;
  server[kSource].keepAliveTimeout = server.keepAliveTimeout;
  let flags = 0;
  if (server.requireHostHeader) flags |= kRequireHost;
  if (server.insecureHTTPParser ?? getOptionValue('--insecure-http-parser')) {
    flags |= kInsecureParser;
  }
  if (server.noDelay) flags |= kNoDelay;
  if (server.keepAlive) flags |= kKeepAlive;
  if (server.httpAllowHalfOpen) flags |= kAllowHalfOpen;
  binding_.configure(
    server[kSource].handle,
    clamp(server.headersTimeout, kMostTime),
    clamp(server.requestTimeout, kMostTime),
    clamp(server.keepAliveTimeout, kMostTime),
    clamp(server.keepAliveTimeoutBuffer, kMostTime),
    clamp(server.maxHeaderSize, kMostHeaderSize) ||
      clamp(defaultHeaderSize(), kMostHeaderSize),
    clamp(server.maxBodySize, Number.MAX_SAFE_INTEGER),
    flags,
    clamp(server.keepAliveInitialDelay, kMostTime));
}

function defaultHeaderSize() {
  return getOptionValue('--max-http-header-size') || 16 * 1024;
}

/** What a program set, as a whole number from 0 (whatever is none) to `most`. */
function clamp(value, most) {
  const number =
    typeof value === 'number' || typeof value === 'string' ? Number(value) : 0;
  return number > 0 ? Math.min(Math.trunc(number), most) : 0;
}

// Programs change these on a running server.
for (const name of ['requestTimeout', 'headersTimeout', 'keepAliveTimeout',
  'keepAliveTimeoutBuffer']) {
  const kValue = Symbol(name);
  Object.defineProperty(Server.prototype, name, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() { return this[kValue]; },
    set(value) {
      this[kValue] = value;
      if (this[kSource]) configure(this);
    },
  });
}

function onListening() {
  // The options may have been changed between construction and now.
  configure(this);
}

Server.prototype[kStartListener] = function(listener) {
  binding_.attachListener(sourceOf(this).handle, listener);
};

/** Serves a stream that the program brings; the native server's own pass. */
function connectionListener(socket) {
  const { HttpSocketHandle } = require('internal/http/socket_handle');
  if (socket._handle instanceof HttpSocketHandle) return;
  const { serveDuplex } = require('internal/http/duplex');
  serveDuplex(this, sourceOf(this), socket);
}

Server.prototype[kCountConnections] = function() {
  let count = this[kSockets].size;
  for (const { handle } of this[kSources]) {
    count += binding_.connectionCount(handle);
  }
  return count;
};

/**
 * Stops listening, ends idle connections; 'close' after the last answer.
 * @param {function(Error=): void} [callback]
 * @returns {this}
 */
Server.prototype.close = function close(callback) {
  const source = this[kSource];
  if (source !== null) source.closing = true;
  if (source !== null) source.endsUnseen = this[kCountConnections]() === 0;
  net.Server.prototype.close.call(this, callback);
  if (source !== null) {
    // Whoever listens again begins anew.
    this[kSource] = null;
    binding_.closeServer(source.handle);
  }
  return this;
};

/** The last native connection of a source that was closed is gone. */
Server.prototype[kOnNativeClosed] = function(source) {
  this[kSources].delete(source);
  // Without connections close() has told already.
  if (!source.endsUnseen) this[kEmitCloseIfDone]();
};

const { kAsyncDispose } = require('internal/util/dispose');
Server.prototype[kAsyncDispose] = async function() {
  await new Promise((resolve, reject) => {
    this.close((error) => (error ? reject(error) : resolve()));
  });
};

Server.prototype.closeAllConnections = function closeAllConnections() {
  for (const { handle } of this[kSources]) {
    binding_.closeConnections(handle, true);
  }
};

Server.prototype.closeIdleConnections = function closeIdleConnections() {
  for (const { handle } of this[kSources]) {
    binding_.closeConnections(handle, false);
  }
};

/**
 * @param {number} msecs idle time of a connection
 * @param {Function} [callback] on 'timeout'
 * @returns {this}
 */
Server.prototype.setTimeout = function setTimeout(msecs = 0, callback) {
  if (typeof msecs === 'function') {
    callback = msecs;
    msecs = 0;
  }
  this.timeout = msecs;
  if (callback !== undefined) {
    this.on('timeout', callback);
  }
  return this;
};

// A request handler's rejected promise is answered with 500.
Server.prototype[EventEmitter.captureRejectionSymbol] =
  function(error, event, ...args) {
    if (event !== 'request') {
      net.Server.prototype[EventEmitter.captureRejectionSymbol].call(
        this, error, event, ...args);
      return;
    }
    const [, res] = args;
    if (!res.headersSent && !res.writableEnded) {
      for (const name of res.getHeaderNames()) res.removeHeader(name);
      res.statusCode = 500;
      res.end('Internal Server Error');
    } else {
      res.destroy();
    }
  };

module.exports = { Server };
