'use strict';
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');

const { report } = process;
const made = report.getReport(new Error('why', {}));
assert.strictEqual(made.javascriptStack.message, 'Error: why');
assert.match(made.javascriptStack.stack[0], /reports_tell_what_there_is\.js/);
assert.strictEqual(made.header.trigger, 'GetReport');
assert.strictEqual(made.header.filename, null);
assert.strictEqual(made.header.processId, process.pid);
// Programs ask here which C library there is.
assert.match(made.header.glibcVersionRuntime, /^\d+\.\d+/);
assert.match(made.userLimits.open_files.soft, /^(\d+|unlimited)$/);
assert.ok(made.sharedObjects.some((file) => file.includes('libc.so')));
assert.strictEqual(made.environmentVariables.PATH, process.env.PATH);
assert.ok(made.javascriptHeap.usedMemory > 0);
assert.match(report.getReport().javascriptStack.stack[0],
             /reports_tell_what_there_is\.js/);

report.excludeEnv = report.excludeNetwork = report.compact = true;
report.directory = os.tmpdir();
const name = report.writeReport();
assert.match(name, /^report\.\d{8}\.\d{6}\.\d+\.0\.001\.json$/);
const text = fs.readFileSync(path.join(os.tmpdir(), name), 'utf8');
assert.strictEqual(text.indexOf('\n'), text.length - 1);
const written = JSON.parse(text);
assert.strictEqual(written.header.filename, name);
assert.ok(!('environmentVariables' in written));
assert.ok(!('networkInterfaces' in written.header));

const type = { code: 'ERR_INVALID_ARG_TYPE' };
assert.throws(() => report.getReport(5), type);
assert.throws(() => report.writeReport(5), type);
assert.throws(() => report.writeReport('x', null), type);
assert.throws(() => { report.compact = 1; }, type);
assert.throws(() => { report.signal = 'NOPE'; }, { code: 'ERR_UNKNOWN_SIGNAL' });
assert.throws(() => { report.reportOnFatalError = 1; }, type);
assert.throws(() => { report.reportOnFatalError = true; }, {
  code: 'ERR_METHOD_NOT_IMPLEMENTED', message: /reportOnFatalError/,
});
report.reportOnFatalError = false;
