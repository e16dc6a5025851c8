'use strict';

/** The release of Node.js whose behaviour and interfaces are ours. */
exports.kVersion = 'v24.12.0';
exports.kNodeVersion = '24.12.0';
