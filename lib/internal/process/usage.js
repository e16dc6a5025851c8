'use strict';

/**
 * Clocks and resource accounts of the process.
 *
 * Native contract, binding 'process'; each fills the array that it is given:
 *   hrtime(Uint32Array(3)): void      monotonic clock: seconds high, seconds
 *                                     low, nanoseconds
 *   hrtimeBigInt(): bigint            nanoseconds
 *   uptime(): number                  seconds since the process started
 *   memoryUsage(Float64Array(5)): void  rss, heapTotal, heapUsed, external,
 *                                     arrayBuffers, in bytes
 *   rss(): number                     bytes
 *   cpuUsage(Float64Array(2)), threadCpuUsage(Float64Array(2)): void
 *                                     user and system time in microseconds
 *   resourceUsage(Float64Array(16)): void  getrusage's fields in the order of
 *                                     kResourceFields
 *   availableMemory(), constrainedMemory(): number  bytes
 */

const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE },
} = require('internal/errors/errors');
const {
  validateArray,
  validateNumber,
  validateObject,
} = require('internal/util/validators');

const native = binding('process');

const clock = new Uint32Array(3);
const memory = new Float64Array(5);
const cpu = new Float64Array(2);
const resources = new Float64Array(16);

const kResourceFields = [
  'userCPUTime', 'systemCPUTime', 'maxRSS', 'sharedMemorySize',
  'unsharedDataSize', 'unsharedStackSize', 'minorPageFault',
  'majorPageFault', 'swappedOut', 'fsRead', 'fsWrite', 'ipcSent',
  'ipcReceived', 'signalsCount', 'voluntaryContextSwitches',
  'involuntaryContextSwitches',
];

function hrtime(time) {
  native.hrtime(clock);
  const seconds = clock[0] * 2 ** 32 + clock[1];
  const nanoseconds = clock[2];
  if (time === undefined) return [seconds, nanoseconds];
  validateArray(time, 'time');
  if (time.length !== 2) throw new ERR_OUT_OF_RANGE('time', 2, time.length);
  const difference = nanoseconds - time[1];
  return difference < 0 ?
    [seconds - time[0] - 1, difference + 1e9] :
    [seconds - time[0], difference];
}

hrtime.bigint = function bigint() {
  return native.hrtimeBigInt();
};

function memoryUsage() {
  native.memoryUsage(memory);
  return {
    rss: memory[0],
    heapTotal: memory[1],
    heapUsed: memory[2],
    external: memory[3],
    arrayBuffers: memory[4],
  };
}

memoryUsage.rss = function rss() {
  return native.rss();
};

function validatePrevious(previous, field) {
  const value = previous[field];
  validateNumber(value, `prevValue.${field}`);
  if (!(value >= 0 && value <= Number.MAX_SAFE_INTEGER)) {
    throw new ERR_INVALID_ARG_VALUE.RangeError(`prevValue.${field}`, value);
  }
}

function usageSince(read, previous) {
  if (previous) {
    // Numbers of an earlier call, or of the caller's own making.
    if (typeof previous !== 'object') {
      throw new ERR_INVALID_ARG_TYPE('prevValue', 'object', previous);
    }
    validateObject(previous, 'prevValue');
    validatePrevious(previous, 'user');
    validatePrevious(previous, 'system');
  }
  read(cpu);
  return previous ?
    { user: cpu[0] - previous.user, system: cpu[1] - previous.system } :
    { user: cpu[0], system: cpu[1] };
}

function cpuUsage(prevValue) {
  return usageSince(native.cpuUsage, prevValue);
}

function threadCpuUsage(prevValue) {
  return usageSince(native.threadCpuUsage, prevValue);
}

function resourceUsage() {
  native.resourceUsage(resources);
  const result = {};
  kResourceFields.forEach((name, index) => { result[name] = resources[index]; });
  return result;
}

module.exports = {
  hrtime,
  memoryUsage,
  cpuUsage,
  threadCpuUsage,
  resourceUsage,
  uptime: () => native.uptime(),
  availableMemory: () => native.availableMemory(),
  constrainedMemory: () => native.constrainedMemory(),
};
