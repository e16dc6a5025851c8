'use strict';

/**
 * What every program gets: the global object, and the modules that are worth
 * their place in the snapshot. All others load when they are asked for.
 */

const { has } = require('bootstrap/loader');

// Each may use those before it.
require('internal/errors');
require('internal/task_queues');
require('internal/timers');
require('internal/process');
require('bootstrap/globals');

const kEager = [
  'events', 'timers', 'buffer', 'path', 'stream', 'util', 'url', 'fs', 'net',
  'http', 'internal/process/stdio', 'internal/modules/cjs',
  'internal/modules/run_main',
  'bootstrap/prepare',
];
for (const id of kEager) {
  if (has(id)) require(id);
}
