'use strict';

/**
 * node:os.
 *
 * Native contract, binding 'os': see runtime/bindings/os.cc.
 */

const { ENOENT } = require('internal/errors/errno').negated;
const { SystemError } = require('internal/errors/errors');
const { errnoMessage, errnoName } = require('internal/errors/errno');
const { validateInt32, validateOneOf } = require('internal/util/validators');
const { constants } = require('internal/os/constants');

const native = binding('os');

/** The error of a call that failed with a negative errno. */
function systemError(errno, syscall) {
  return new SystemError('ERR_SYSTEM_ERROR', 'A system error occurred', {
    errno, code: errnoName(errno), message: errnoMessage(errno), syscall,
  });
}

/** What does not change while the system runs. */
let uname;
function fromUname(index) {
  uname ??= native.uname();
  return uname[index];
}

function arch() {
  return process.arch;
}

function availableParallelism() {
  return native.availableParallelism();
}

function cpus() {
  const flat = native.cpus();
  const result = [];
  for (let i = 0; i < flat.length; i += 7) {
    result.push({
      model: flat[i],
      speed: flat[i + 1],
      times: {
        user: flat[i + 2],
        nice: flat[i + 3],
        sys: flat[i + 4],
        idle: flat[i + 5],
        irq: flat[i + 6],
      },
    });
  }
  return result;
}

function endianness() {
  return 'LE';
}

function freemem() {
  return native.freeMemory();
}

function totalmem() {
  return native.totalMemory();
}

function checkPid(pid) {
  if (pid === undefined) return 0;
  validateInt32(pid, 'pid');
  return pid;
}

function getPriority(pid) {
  const [errno, priority] = native.getPriority(checkPid(pid));
  if (errno !== 0) throw systemError(errno, 'uv_os_getpriority');
  return priority;
}

function setPriority(pid, priority) {
  if (priority === undefined) {
    priority = pid;
    pid = 0;
  }
  validateInt32(pid, 'pid');
  validateInt32(priority, 'priority', -20, 19);
  const errno = native.setPriority(pid, priority);
  if (errno !== 0) throw systemError(errno, 'uv_os_setpriority');
}

function hostname() {
  return native.hostname();
}

function homedir() {
  const { HOME } = process.env;
  if (HOME !== undefined) return HOME;
  const user = native.userInfo();
  if (user === undefined) throw systemError(ENOENT, 'uv_os_homedir');
  return user[3];
}

function loadavg() {
  const averages = new Float64Array(3);
  native.loadAverage(averages);
  return Array.from(averages);
}

function machine() {
  return fromUname(3);
}

/** Bits that are set in a network mask. */
function prefixLength(netmask, family) {
  const groups = family === 4 ?
    netmask.split('.').map((part) => Number(part)) :
    netmask.split(':').map((part) => parseInt(part || '0', 16));
  let bits = 0;
  for (let group of groups) {
    for (; group > 0; group >>>= 1) bits += group & 1;
  }
  return bits;
}

function networkInterfaces() {
  const flat = native.networkInterfaces();
  if (typeof flat === 'number') {
    throw systemError(flat, 'uv_interface_addresses');
  }
  const result = {};
  for (let i = 0; i < flat.length; i += 7) {
    const [name, address, netmask, family, mac, internal, scopeid] =
      flat.slice(i, i + 7);
    const entry = {
      address,
      netmask,
      family: `IPv${family}`,
      mac,
      internal,
      cidr: `${address}/${prefixLength(netmask, family)}`,
    };
    if (family === 6) entry.scopeid = scopeid;
    (result[name] ??= []).push(entry);
  }
  return result;
}

function platform() {
  return process.platform;
}

function release() {
  return fromUname(1);
}

function tmpdir() {
  const { env } = process;
  const path = env.TMPDIR || env.TMP || env.TEMP || '/tmp';
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

function type() {
  return fromUname(0);
}

function uptime() {
  return native.uptime();
}

function userInfo(options) {
  const encoding = options?.encoding;
  if (encoding !== undefined && encoding !== 'buffer') {
    const { Buffer } = require('buffer');
    if (!Buffer.isEncoding(encoding)) {
      validateOneOf(encoding, 'options.encoding', ['utf8', 'buffer']);
    }
  }
  const user = native.userInfo();
  if (user === undefined) throw systemError(ENOENT, 'uv_os_get_passwd');
  const [uid, gid, ...texts] = user;
  const [username, home, shell] = encoding === undefined || encoding === 'utf8' ?
    texts : texts.map((text) => {
      const { Buffer } = require('buffer');
      const bytes = Buffer.from(text);
      return encoding === 'buffer' ? bytes : bytes.toString(encoding);
    });
  return { uid, gid, username, homedir: home, shell };
}

function version() {
  return fromUname(2);
}

module.exports = {
  arch,
  availableParallelism,
  cpus,
  endianness,
  freemem,
  getPriority,
  homedir,
  hostname,
  loadavg,
  networkInterfaces,
  platform,
  release,
  setPriority,
  tmpdir,
  totalmem,
  type,
  userInfo,
  uptime,
  version,
  machine,
};

// So that `${os.hostname}` reads like a call.
for (const fn of [arch, availableParallelism, endianness, freemem, homedir,
                  hostname, machine, platform, release, tmpdir, totalmem, type,
                  uptime, version]) {
  fn[Symbol.toPrimitive] = () => fn();
}

for (const [name, value] of [['constants', constants], ['EOL', '\n'],
                             ['devNull', '/dev/null']]) {
  Object.defineProperty(module.exports, name, {
    __proto__: null,
    configurable: name === 'EOL',
    enumerable: true,
    writable: false,
    value,
  });
}
