'use strict';

/** node:process: the global process object. */
module.exports = require('internal/process/process').process;
