'use strict';
// Backends: one
// Env: HOME=/somewhere
// Each call says what the system says elsewhere.

const assert = require('assert');
const fs = require('fs');
const os = require('os');

const read = (path) => fs.readFileSync(path, 'utf8').trim();

assert.strictEqual(os.EOL, '\n');
assert.strictEqual(os.devNull, '/dev/null');
assert.strictEqual(os.platform(), 'linux');
assert.strictEqual(os.arch(), process.arch);
assert.strictEqual(
  os.endianness(), new Uint8Array(new Uint16Array([1]).buffer)[0] ? 'LE' : 'BE');
assert.strictEqual(os.type(), read('/proc/sys/kernel/ostype'));
assert.strictEqual(os.release(), read('/proc/sys/kernel/osrelease'));
assert.strictEqual(os.version(), read('/proc/sys/kernel/version'));
assert.strictEqual(os.hostname(), read('/proc/sys/kernel/hostname'));
assert(['x86_64', 'aarch64'].includes(os.machine()));

const memory = /MemTotal: +(\d+) kB/.exec(read('/proc/meminfo'));
assert.strictEqual(os.totalmem(), Number(memory[1]) * 1024);
assert(os.freemem() > 0 && os.freemem() < os.totalmem());
assert(Math.abs(os.uptime() - Number(read('/proc/uptime').split(' ')[0])) < 5);
const averages = os.loadavg();
assert(averages.length === 3 && averages.every((load) => load >= 0));
assert(os.availableParallelism() >= 1 &&
       os.availableParallelism() <= os.cpus().length);
for (const { model, speed, times } of os.cpus()) {
  assert(typeof model === 'string' && speed >= 0);
  assert.deepStrictEqual(
    Object.keys(times), ['user', 'nice', 'sys', 'idle', 'irq']);
}

// HOME counts, and the system's table without it.
assert.strictEqual(os.homedir(), '/somewhere');
const user = os.userInfo();
assert.strictEqual(user.uid, process.getuid());
assert.strictEqual(user.gid, process.getgid());
const entry = read('/etc/passwd').split('\n').map((line) => line.split(':'))
  .find(([, , uid]) => Number(uid) === user.uid);
assert.deepStrictEqual([user.username, user.homedir, user.shell],
                       [entry[0], entry[5], entry[6]]);
assert.deepStrictEqual(os.userInfo({ encoding: 'buffer' }).username,
                       Buffer.from(user.username));
delete process.env.HOME;
assert.strictEqual(os.homedir(), user.homedir);

for (const [values, expected] of [
  [{ TMPDIR: '/a/', TMP: '/b', TEMP: '/c' }, '/a'],
  [{ TMP: '/b', TEMP: '/c' }, '/b'], [{ TEMP: '/c' }, '/c'], [{}, '/tmp'],
  [{ TMPDIR: '/' }, '/'],
]) {
  for (const name of ['TMPDIR', 'TMP', 'TEMP']) delete process.env[name];
  Object.assign(process.env, values);
  assert.strictEqual(os.tmpdir(), expected);
}

const [loopback] = os.networkInterfaces().lo;
assert.deepStrictEqual(loopback, {
  address: '127.0.0.1', netmask: '255.0.0.0', family: 'IPv4',
  mac: '00:00:00:00:00:00', internal: true, cidr: '127.0.0.1/8',
});

const before = os.getPriority();
assert.strictEqual(os.getPriority(process.pid), before);
if (before < 19) {
  os.setPriority(before + 1);
  assert.strictEqual(os.getPriority(0), before + 1);
}
assert.throws(() => os.setPriority(0, 20), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => os.setPriority('0', 1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => os.getPriority(2 ** 31 - 1), {
  code: 'ERR_SYSTEM_ERROR', name: 'SystemError',
  message: 'A system error occurred: uv_os_getpriority returned ESRCH ' +
    '(no such process)',
});

const { signals, errno, priority, dlopen } = os.constants;
assert.deepStrictEqual(
  [signals.SIGTERM, errno.ENOENT, priority.PRIORITY_LOW, dlopen.RTLD_NOW],
  [15, 2, 19, 2]);
