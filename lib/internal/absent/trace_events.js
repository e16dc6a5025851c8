'use strict';

/** node:trace_events is not there yet. */

const { absent } = require('internal/util/absent');

module.exports = absent('trace_events', {
  functions: 'createTracing/1',
  values: {
    /** None is enabled. */
    getEnabledCategories() {},
  },
});
