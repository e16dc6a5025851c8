'use strict';

/** node:domain is not there yet. */

const { absent } = require('internal/util/absent');

module.exports = absent('domain', {
  functions: 'create/0 createDomain/0',
  classes: {
    Domain: {
      extends: require('events'),
      methods: 'add bind enter exit intercept remove run',
    },
  },
  values: {
    _stack: [],
    active: null,
  },
});
