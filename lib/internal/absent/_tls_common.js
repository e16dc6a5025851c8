'use strict';

/** node:_tls_common is not there yet. */

const { absent } = require('internal/util/absent');

module.exports = absent('_tls_common', {
  functions: `
    SecureContext/4 createSecureContext/1 translatePeerCertificate/1`,
});
