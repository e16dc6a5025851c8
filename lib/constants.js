'use strict';

/**
 * node:constants: the constants of os, fs and crypto in one object, deprecated.
 */

const { constants: os } = require('internal/os/constants');

const { defaultCipherList, ...crypto } = require('internal/crypto/constants');

module.exports = Object.freeze({
  ...os.dlopen,
  ...os.errno,
  ...os.priority,
  ...os.signals,
  ...require('fs').constants,
  ...crypto,
});
