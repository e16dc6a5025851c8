'use strict';

/**
 * What the snapshot holds: what every program runs through, from its first line
 * to its last print. Each start pays for its size, some 5 us a KB. All other
 * modules load when they are asked for, from their code cache.
 */

// Each may use those before it.
require('internal/errors/errors');
require('internal/async/ids');
require('internal/async/task_queues');
require('internal/timers/timers');
require('internal/process/process');
require('bootstrap/globals');

for (const id of [
  'timers', 'buffer', 'internal/process/stdio', 'internal/modules/cjs',
  'internal/modules/run_main', 'bootstrap/prepare',
]) {
  require(id);
}
