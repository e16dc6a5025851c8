'use strict';

/**
 * Modules that hold under old names what others export, or what was never meant
 * for programs and is used by some all the same.
 */

const { addAbsent, absentClass } = require('internal/util/absent');

/** The exports of these names alone. */
function partOf(exports, names) {
  const part = {};
  for (const name of names) part[name] = exports[name];
  return part;
}

function httpCommon() {
  const { METHODS } = require('internal/http/status');
  const { hasInvalidChar, isToken } = require('internal/http/headers');
  const constants = {
    REQUEST: 1, RESPONSE: 2,
    kOnMessageBegin: 0, kOnHeaders: 1, kOnHeadersComplete: 2, kOnBody: 3,
    kOnMessageComplete: 4, kOnExecute: 5, kOnTimeout: 6,
    kLenientNone: 0, kLenientHeaders: 1, kLenientChunkedLength: 2,
    kLenientKeepAlive: 4, kLenientTransferEncoding: 8, kLenientVersion: 16,
    kLenientDataAfterClose: 32, kLenientOptionalLFAfterCR: 64,
    kLenientOptionalCRLFAfterChunk: 128, kLenientOptionalCRBeforeLF: 256,
    kLenientSpacesAfterChunkSize: 512, kLenientHeaderValueRelaxed: 1024,
    kLenientAll: 1023,
  };
  const HTTPParser = absentClass('_http_common.HTTPParser', {
    methods: `
      close consume execute finish free getCurrentBuffer initialize pause remove
      resume unconsume`,
  });
  return addAbsent('_http_common', {
    functions: 'calculateLenientFlags/2 freeParser/3 prepareError/3',
    instances: { parsers: { of: 'FreeList', methods: 'alloc free' } },
    values: {
      CRLF: '\r\n',
      HTTPParser: Object.assign(HTTPParser, constants),
      _checkInvalidHeaderChar: (value) => hasInvalidChar(value),
      _checkIsHttpToken: (value) => isToken(value),
      chunkExpression: /\bchunked\b/i,
      continueExpression: /\b100-continue\b/i,
      /** No parser here is lenient. */
      isLenient: () => false,
      kIncomingMessage: Symbol('IncomingMessage'),
      kSkipPendingData: Symbol('SkipPendingData'),
      methods: [...METHODS],
    },
  }, {});
}

function httpIncoming() {
  return addAbsent('_http_incoming', {
    functions: 'readStart/1 readStop/1',
    values: { kDetachAbortSignal: Symbol('kDetachAbortSignal') },
  }, partOf(require('http'), ['IncomingMessage']));
}

function httpOutgoing() {
  const { kHighWaterMark, kUniqueHeaders } = require('internal/http/outgoing');
  return addAbsent('_http_outgoing', {
    functions: 'parseUniqueHeadersOption/1',
    values: { kHighWaterMark, kUniqueHeaders },
  }, partOf(require('http'), [
    'OutgoingMessage', 'validateHeaderName', 'validateHeaderValue',
  ]));
}

function httpServer() {
  return addAbsent('_http_server', {
    functions: `
      _connectionListener/1 httpServerPreClose/1 setupConnectionsTracking/0
      storeHTTPOptions/1`,
    values: {
      kConnectionsCheckingInterval:
        Symbol('http.server.connectionsCheckingInterval'),
      kServerResponse: Symbol('ServerResponse'),
    },
  }, partOf(require('http'), ['STATUS_CODES', 'Server', 'ServerResponse']));
}

function streamWrap() {
  process.emitWarning(
    'The _stream_wrap module is deprecated. Use `node:stream` instead.',
    'DeprecationWarning', 'DEP0125');
  const StreamWrap = absentClass('_stream_wrap.StreamWrap', {
    length: 1, extends: require('net').Socket,
  });
  return Object.assign(StreamWrap, { StreamWrap });
}

/** Name → what makes its exports. */
const makers = {
  __proto__: null,
  _http_agent: () => partOf(require('http'), ['Agent', 'globalAgent']),
  _http_client: () => partOf(require('http'), ['ClientRequest']),
  _http_common: httpCommon,
  _http_incoming: httpIncoming,
  _http_outgoing: httpOutgoing,
  _http_server: httpServer,
  _stream_duplex: () => require('stream').Duplex,
  _stream_passthrough: () => require('stream').PassThrough,
  _stream_readable: () => require('stream').Readable,
  _stream_transform: () => require('stream').Transform,
  _stream_wrap: streamWrap,
  _stream_writable: () => require('stream').Writable,
};

const loaded = { __proto__: null };

/** @param {string} name @returns {any} the exports of the module */
function load(name) {
  loaded[name] ??= makers[name]();
  return loaded[name];
}

exports.load = load;
