'use strict';
// What Node.js documents of process is there, as listed in docs/process.md;
// what belongs to child processes and permissions is absent, as in Node.js when
// there is no parent and no permission model.
const assert = require('assert');

const functions = [
  'abort', 'availableMemory', 'chdir', 'constrainedMemory', 'cpuUsage', 'cwd',
  'dlopen', 'emitWarning', 'execve', 'exit', 'getActiveResourcesInfo',
  'getBuiltinModule', 'getegid', 'geteuid', 'getgid', 'getgroups', 'getuid',
  'hasUncaughtExceptionCaptureCallback', 'hrtime', 'initgroups', 'kill',
  'loadEnvFile', 'memoryUsage', 'nextTick', 'ref', 'resourceUsage', 'setegid',
  'seteuid', 'setgid', 'setgroups', 'setSourceMapsEnabled', 'setuid',
  'setUncaughtExceptionCaptureCallback', 'threadCpuUsage', 'umask', 'unref',
  'uptime',
];
for (const name of functions) {
  assert.strictEqual(typeof process[name], 'function', name);
}
assert.strictEqual(typeof process.hrtime.bigint(), 'bigint');
assert.ok(process.memoryUsage.rss() > 0);

const values = {
  arch: 'string', argv: 'object', argv0: 'string', config: 'object',
  debugPort: 'number', env: 'object', execArgv: 'object', execPath: 'string',
  features: 'object', finalization: 'object', pid: 'number', platform: 'string',
  ppid: 'number', release: 'object', report: 'object',
  sourceMapsEnabled: 'boolean', stderr: 'object', stdin: 'object',
  stdout: 'object', title: 'string', version: 'string', versions: 'object',
  allowedNodeEnvironmentFlags: 'object', mainModule: 'object',
};
for (const [name, type] of Object.entries(values)) {
  assert.strictEqual(typeof process[name], type, name);
}
const absent = ['channel', 'connected', 'disconnect', 'permission', 'send',
                'exitCode', 'noDeprecation', 'throwDeprecation',
                'traceDeprecation'];
for (const name of absent) assert.strictEqual(process[name], undefined, name);

assert.throws(() => process.dlopen({}, 'x.node'), {
  code: 'ERR_METHOD_NOT_IMPLEMENTED', message: /process\.dlopen/,
});
assert.throws(() => process.setSourceMapsEnabled(true), {
  code: 'ERR_METHOD_NOT_IMPLEMENTED', message: /setSourceMapsEnabled/,
});
assert.throws(() => process.setSourceMapsEnabled(1), {
  code: 'ERR_INVALID_ARG_TYPE', message: /"enabled" argument/,
});
assert.throws(() => { process.pid = 1; }, TypeError);

// No feature is claimed that is not there.
assert.strictEqual(process.features.tls, false);
assert.strictEqual(process.features.inspector, false);
// As long as there are no ECMAScript modules.
assert.strictEqual(process.features.require_module, false);
assert.throws(() => require('../modules/fixtures/module.mjs'));

const flags = process.allowedNodeEnvironmentFlags;
for (const flag of ['--no-warnings', '--warnings', 'no_warnings', '-r', 'r',
                    '--stack-trace-limit=100', '--max-old-space-size']) {
  assert.ok(flags.has(flag), flag);
}
for (const flag of ['--eval', '--nope']) assert.ok(!flags.has(flag), flag);
flags.add('--nope');
flags.clear();
assert.ok(!flags.has('--nope') && flags.has('-r'));

assert.throws(() => process.loadEnvFile(5), { code: 'ERR_INVALID_ARG_TYPE' });
