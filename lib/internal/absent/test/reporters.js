'use strict';

/** node:test/reporters is not there yet. */

const { absent } = require('internal/util/absent');

module.exports = absent('test/reporters', {
  functions: 'dot/1 junit/1 lcov/0 spec/0 tap/1',
});
