'use strict';

/**
 * Runs what a first request would run, while the snapshot is built: only
 * functions that ran keep their bytecode in it.
 *
 * Each entry must leave no trace: no timer, no listener, no cached value.
 */

const tasks = [
  function errors() {
    const { codes } = require('internal/errors');
    new codes.ERR_INVALID_ARG_TYPE('name', 'string', 1).toString();
  },
];

function run() {
  for (const task of tasks) task();
}

exports.run = run;
