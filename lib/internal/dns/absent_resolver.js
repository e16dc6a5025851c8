'use strict';

/**
 * What asks name servers by itself, of node:dns and of node:dns/promises alike: it
 * is not there yet. See internal/util/absent.
 */

/** Of lookupService and resolve the callback is one parameter more. */
exports.functions = `
  getServers/0 resolve4/2 resolve6/2 resolveAny/2 resolveCaa/2 resolveCname/2
  resolveMx/2 resolveNaptr/2 resolveNs/2 resolvePtr/2 resolveSoa/2 resolveSrv/2
  resolveTlsa/2 resolveTxt/2 reverse/2 setServers/1 `;

exports.classes = {
  Resolver: {
    methods: `
      cancel getServers resolve resolve4 resolve6 resolveAny resolveCaa
      resolveCname resolveMx resolveNaptr resolveNs resolvePtr resolveSoa
      resolveSrv resolveTlsa resolveTxt reverse setLocalAddress setServers`,
  },
};
