// Backends: one
'use strict';
const assert = require('assert');
const start = process.hrtime();
const big = process.hrtime.bigint();
const [seconds, nanoseconds] = process.hrtime(start);
assert.ok(seconds === 0 && nanoseconds > 0);
assert.ok(process.hrtime.bigint() > big);
assert.ok(process.uptime() > 0 && process.uptime() < 60);
const memory = process.memoryUsage();
assert.ok(memory.rss > memory.heapTotal && memory.heapTotal > memory.heapUsed);
assert.ok(process.memoryUsage.rss() > 1e6);
const cpu = process.cpuUsage();
while (process.cpuUsage(cpu).user === 0);
assert.throws(() => process.cpuUsage({ user: -1, system: 0 }),
              { code: 'ERR_INVALID_ARG_VALUE' });
assert.strictEqual(Object.keys(process.resourceUsage()).length, 16);
assert.ok(process.availableMemory() > 0);
