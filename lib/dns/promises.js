'use strict';

/** node:dns/promises: see node:dns. */

const { addAbsent } = require('internal/util/absent');
const { getDefaultResultOrder, lookupPromise, setDefaultResultOrder } =
  require('internal/dns/lookup');

module.exports = addAbsent('dns/promises', {
  functions: `
    getServers/0 lookupService/2 resolve/2 resolve4/2 resolve6/2 resolveAny/2
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
    lookup: lookupPromise,
    getDefaultResultOrder,
    setDefaultResultOrder,
    ...require('internal/dns/codes'),
  },
}, {});
