'use strict';

/**
 * node:dns: lookup, as the system's resolver does it. What asks name servers by
 * itself (resolve, Resolver, reverse …) is not there yet.
 */

const { addAbsent } = require('internal/util/absent');
const { getDefaultResultOrder, lookup, setDefaultResultOrder } =
  require('internal/dns/lookup');
const { defineLazy } = require('internal/util/util');

module.exports = addAbsent('dns', {
  functions: `
    getServers/0 lookupService/3 resolve/3 resolve4/2 resolve6/2 resolveAny/2
    resolveCaa/2 resolveCname/2 resolveMx/2 resolveNaptr/2 resolveNs/2
    resolvePtr/2 resolveSoa/2 resolveSrv/2 resolveTlsa/2 resolveTxt/2 reverse/2
    setServers/1`,
  classes: {
    Resolver: {
      methods: `
        cancel getServers resolve resolve4 resolve6 resolveAny resolveCaa
        resolveCname resolveMx resolveNaptr resolveNs resolvePtr resolveSoa
        resolveSrv resolveTlsa resolveTxt reverse setLocalAddress setServers`,
    },
  },
  values: {
    lookup,
    getDefaultResultOrder,
    setDefaultResultOrder,
    // Hints of getaddrinfo.
    ADDRCONFIG: 32,
    ALL: 16,
    V4MAPPED: 8,
    ...require('internal/dns/codes'),
  },
}, {});

defineLazy(module.exports, 'promises', () => require('dns/promises'));
