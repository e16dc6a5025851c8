'use strict';

/**
 * node:constants: the constants of os, fs and crypto in one object, deprecated.
 */

const { constants: os } = require('internal/os/constants');

module.exports = Object.freeze({
  ...os.dlopen,
  ...os.errno,
  ...os.priority,
  ...os.signals,
  ...require('fs').constants,
  ...require('internal/crypto/constants').shared,
});
