'use strict';

/**
 * node:child_process. Many programs load it and use it seldom or never; so it
 * can be loaded, and what is used throws an error that names it.
 */

const { absent } = require('internal/util/absent');

module.exports = absent('child_process', {
  functions: `
    _forkChild/2 exec/3 execFile/4 execFileSync/3 execSync/2 fork/1 spawn/3
    spawnSync/3`,
  classes: {
    ChildProcess: {
      extends: require('events'), methods: 'kill ref spawn unref',
    },
  },
});
