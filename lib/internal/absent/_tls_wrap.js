'use strict';

/** node:_tls_wrap is not there yet. */

const { builtin } = require('internal/util/absent');

const { Server, TLSSocket, connect, createServer } = builtin('tls');

module.exports = { Server, TLSSocket, connect, createServer };
