// Backends: one
'use strict';
const assert = require('assert');
assert.strictEqual(process.platform, 'linux');
assert.match(process.version, /^v\d+\.\d+\.\d+$/);
assert.strictEqual(`v${process.versions.node}`, process.version);
assert.match(process.versions.rondo, /^\d+\.\d+\.\d+$/);
assert.strictEqual(process.argv[0], process.execPath);
assert.strictEqual(process.argv[1], __filename);
assert.strictEqual(process.release.name, 'node');
assert.ok(process.pid > 0 && process.ppid > 0);
assert.strictEqual(Object.prototype.toString.call(process), '[object process]');
assert.ok(process instanceof require('events'));
process.title = 'renamed';
assert.strictEqual(process.title, 'renamed');
assert.strictEqual(typeof process.getuid(), 'number');
