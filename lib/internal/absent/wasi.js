'use strict';

/** node:wasi is not there yet. */

const { absent } = require('internal/util/absent');

module.exports = absent('wasi', {
  classes: {
    WASI: {
      methods: 'finalizeBindings getImportObject initialize start',
    },
  },
});
