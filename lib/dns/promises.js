'use strict';

/** node:dns/promises: see node:dns. */

const { addAbsent } = require('internal/util/absent');
const { classes, functions } = require('internal/dns/absent_resolver');
const { getDefaultResultOrder, lookupPromise, setDefaultResultOrder } =
  require('internal/dns/lookup');

module.exports = addAbsent('dns/promises', {
  functions: functions + 'lookupService/2 resolve/2',
  classes,
  values: {
    lookup: lookupPromise,
    getDefaultResultOrder,
    setDefaultResultOrder,
    ...require('internal/dns/codes'),
  },
}, {});
