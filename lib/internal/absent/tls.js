'use strict';

/** node:tls is not there yet. */

const { constants } = require('internal/crypto/constants');
const { unavailableObject } = require('internal/util/unavailable');
const { absent, builtin } = require('internal/util/absent');

const { SecureContext, createSecureContext } = builtin('_tls_common');

module.exports = absent('tls', {
  functions: `
    checkServerIdentity/2 connect/0 convertALPNProtocols/2
    createServer/2 getCACertificates/0
    getCertificateCompressionAlgorithms/0 getCiphers/0
    setDefaultCACertificates/1`,
  classes: {
    Server: {
      length: 2,
      extends: require('net').Server,
      methods: 'addContext getTicketKeys setSecureContext setTicketKeys',
    },
    TLSSocket: {
      length: 2,
      extends: require('net').Socket,
      methods: `
        disableRenegotiation enableTrace exportKeyingMaterial getCertificate
        getCipher getEphemeralKeyInfo getFinished getPeerCertificate
        getPeerFinished getPeerX509Certificate getProtocol getSession
        getSharedSigalgs getTLSTicket getX509Certificate isSessionReused
        renegotiate setKeyCert setMaxSendFragment setServername setSession`,
    },
  },
  values: {
    SecureContext,
    createSecureContext,
    CLIENT_RENEG_LIMIT: 3,
    CLIENT_RENEG_WINDOW: 600,
    DEFAULT_CIPHERS: constants.defaultCipherList,
    DEFAULT_ECDH_CURVE: 'auto',
    DEFAULT_MAX_VERSION: 'TLSv1.3',
    DEFAULT_MIN_VERSION: 'TLSv1.2',
    rootCertificates: unavailableObject('tls.rootCertificates', []),
  },
});
