'use strict';

/**
 * node:dns: lookup, as the system's resolver does it. What asks name servers by
 * itself (resolve, Resolver, reverse …) is not there yet.
 */

const { addAbsent } = require('internal/util/absent');
const { classes, functions } = require('internal/dns/absent_resolver');
const { getDefaultResultOrder, lookup, setDefaultResultOrder } =
  require('internal/dns/lookup');
const { defineLazy } = require('internal/util/util');

module.exports = addAbsent('dns', {
  functions: functions + 'lookupService/3 resolve/3',
  classes,
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
