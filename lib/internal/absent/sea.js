'use strict';

/** node:sea: no program is part of the executable yet. */

const { absent } = require('internal/util/absent');

module.exports = absent('sea', {
  functions: `
    getAsset/2 getAssetAsBlob/2 getAssetKeys/0 getRawAsset/1`,
  values: {
    isSea() {
      return false;
    },
  },
});
