'use strict';

/** node:https is not there yet. */

const { absentAgent } = require('internal/http/absent_agent');
const { absent, builtin } = require('internal/util/absent');

const https = absent('https', {
  functions: 'createServer/2 get/3 request/0',
  classes: {
    Agent: {
      length: 1,
      extends: builtin('http').Agent,
      methods: 'createConnection getName keepSocketAlive',
    },
    Server: {
      length: 2,
      extends: builtin('tls').Server,
      methods: 'close closeAllConnections closeIdleConnections setTimeout',
    },
  },
});

https.globalAgent = absentAgent('https.globalAgent', https.Agent, {
  defaultPort: 443, protocol: 'https:', maxCachedSessions: 100,
});

module.exports = https;
