'use strict';

/**
 * node:child_process. Many programs load it and use it seldom or never; so it
 * can be loaded, and what is used throws an error that names it.
 */

const { unavailable } = require('internal/util/unavailable');

for (const name of ['ChildProcess', 'exec', 'execFile', 'execFileSync',
                    'execSync', 'fork', 'spawn', 'spawnSync']) {
  exports[name] = unavailable(`child_process.${name}`);
}
