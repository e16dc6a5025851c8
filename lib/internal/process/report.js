'use strict';

/**
 * process.report: what there is to say about this process, as an object or as
 * a file of JSON, when the program asks for it. Reports at fatal errors, on
 * signals and on uncaught errors are not there.
 *
 * Native contract, binding 'process':
 *   glibcVersions(): [string, string]   that it runs with and was built for
 *   userLimits(): [string, number, number][]   name, soft, hard; -1: unlimited
 */

const os = require('os');
const path = require('path');
const {
  captureStackTrace,
  codes: { ERR_INVALID_ARG_TYPE, ERR_METHOD_NOT_IMPLEMENTED },
} = require('internal/errors/errors');
const {
  validateBoolean,
  validateObject,
  validateSignalName,
  validateString,
} = require('internal/util/validators');
const usage = require('internal/process/usage');

const native = binding('process');

const kReportVersion = 3;

const settings = {
  compact: false,
  directory: '',
  filename: '',
  signal: 'SIGUSR2',
  excludeNetwork: false,
  excludeEnv: false,
};
let sequence = 0;

function cpuList() {
  return os.cpus().map(({ model, speed, times }) => ({ model, speed, ...times }));
}

function networkList() {
  const list = [];
  for (const [name, addresses] of Object.entries(os.networkInterfaces())) {
    for (const { internal, mac, address, netmask, family, scopeid } of
      addresses) {
      list.push({ name, internal, mac, address, netmask, family, scopeid });
    }
  }
  return list;
}

function makeHeader(event, trigger, filename) {
  const now = new Date();
  const [glibcVersionRuntime, glibcVersionCompiler] = native.glibcVersions();
  const header = {
    reportVersion: kReportVersion,
    event,
    trigger,
    filename,
    dumpEventTime: now.toISOString().replace(/\.\d+/, ''),
    dumpEventTimeStamp: String(now.getTime()),
    processId: process.pid,
    threadId: 0,
    cwd: process.cwd(),
    commandLine: [process.argv0, ...process.execArgv, ...process.argv.slice(1)],
    nodejsVersion: process.version,
    glibcVersionRuntime,
    glibcVersionCompiler,
    wordSize: 64,
    arch: process.arch,
    platform: process.platform,
    componentVersions: { ...process.versions },
    release: { ...process.release },
    osName: os.type(),
    osRelease: os.release(),
    osVersion: os.version(),
    osMachine: os.machine(),
    cpus: cpuList(),
    host: os.hostname(),
  };
  if (!settings.excludeNetwork) header.networkInterfaces = networkList();
  return header;
}

function makeStack(error) {
  const [first, ...frames] = String(error.stack ?? error).split('\n    at ');
  const errorProperties = {};
  for (const key of Object.keys(error)) errorProperties[key] = String(error[key]);
  return { message: first, stack: frames, errorProperties };
}

function makeHeap() {
  const { heapTotal, heapUsed, external } = usage.memoryUsage();
  return {
    totalMemory: heapTotal,
    usedMemory: heapUsed,
    availableMemory: heapTotal - heapUsed,
    externalMemory: external,
  };
}

function makeUsage() {
  const { userCPUTime, systemCPUTime, maxRSS, minorPageFault, majorPageFault,
          fsRead, fsWrite } = usage.resourceUsage();
  const user = userCPUTime / 1e6;
  const kernel = systemCPUTime / 1e6;
  const uptime = usage.uptime();
  return {
    free_memory: String(os.freemem()),
    total_memory: String(os.totalmem()),
    rss: String(usage.memoryUsage.rss()),
    constrained_memory: String(usage.constrainedMemory()),
    available_memory: String(usage.availableMemory()),
    userCpuSeconds: user,
    kernelCpuSeconds: kernel,
    cpuConsumptionPercent: (user + kernel) / uptime * 100,
    userCpuConsumptionPercent: user / uptime * 100,
    kernelCpuConsumptionPercent: kernel / uptime * 100,
    maxRss: String(maxRSS * 1024),
    pageFaults: {
      IORequired: String(majorPageFault),
      IONotRequired: String(minorPageFault),
    },
    fsActivity: { reads: fsRead, writes: fsWrite },
  };
}

function makeLimits() {
  const limits = {};
  for (const [name, soft, hard] of native.userLimits()) {
    limits[name] = {
      soft: soft < 0 ? 'unlimited' : String(soft),
      hard: hard < 0 ? 'unlimited' : String(hard),
    };
  }
  return limits;
}

/** The files of code that are mapped into the process. */
function sharedObjects() {
  const { readFileSync } = require('fs');
  const files = new Set();
  for (const line of readFileSync('/proc/self/maps', 'latin1').split('\n')) {
    const file = /r-xp .*? (\/.*)$/.exec(line);
    if (file !== null) files.add(file[1]);
  }
  return [...files];
}

function makeReport(error, trigger, filename) {
  const report = {
    header: makeHeader('JavaScript API', trigger, filename),
    javascriptStack: makeStack(error),
    javascriptHeap: makeHeap(),
    nativeStack: [],
    resourceUsage: makeUsage(),
    libuv: process.getActiveResourcesInfo().map(
      (type) => ({ type, is_active: true })),
    workers: [],
  };
  if (!settings.excludeEnv) {
    report.environmentVariables = { ...process.env };
  }
  report.userLimits = makeLimits();
  report.sharedObjects = sharedObjects();
  return report;
}

function makeError(below) {
  const error = new Error('JavaScript Callstack');
  captureStackTrace(error, below);
  return error;
}

/**
 * @param {Error} [err] whose stack is reported; that of the call by default
 * @returns {object}
 */
function getReport(err) {
  if (err === undefined) err = makeError(getReport);
  else validateObject(err, 'err');
  return makeReport(err, 'GetReport', null);
}

/** report.20261123.021530.4711.0.001.json */
function defaultName() {
  const now = new Date();
  const digits = (value, count) => String(value).padStart(count, '0');
  const date = now.getFullYear() * 10000 + (now.getMonth() + 1) * 100 +
    now.getDate();
  const time = now.getHours() * 10000 + now.getMinutes() * 100 +
    now.getSeconds();
  return `report.${date}.${digits(time, 6)}.${process.pid}.0.${
    digits(++sequence, 3)}.json`;
}

/**
 * Writes a report as JSON.
 * @param {string} [file] 'stdout' and 'stderr' are those; in `directory`
 * @param {Error} [err]
 * @returns {string} the file's name
 */
function writeReport(file, err) {
  if (file !== null && typeof file === 'object') {
    err = file;
    file = undefined;
  } else if (file !== undefined) {
    validateString(file, 'file');
  }
  if (err === undefined) err = makeError(writeReport);
  else validateObject(err, 'err');
  const name = file || settings.filename || defaultName();
  const report = makeReport(err, 'API', name);
  const text =
    `${JSON.stringify(report, undefined, settings.compact ? 0 : 2)}\n`;
  if (name === 'stdout' || name === 'stderr') {
    native.writeSync(name === 'stdout' ? 1 : 2, text);
    return name;
  }
  require('fs').writeFileSync(
    path.isAbsolute(name) ? name : path.resolve(settings.directory, name),
    text);
  native.writeSync(
    2, `\nWriting Node.js report to file: ${name}\nNode.js report completed\n`);
  return name;
}

const report = { getReport, writeReport };

function defineSetting(name, validate) {
  Object.defineProperty(report, name, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get: () => settings[name],
    set: (value) => {
      validate(value, name);
      settings[name] = value;
    },
  });
}

for (const name of ['compact', 'excludeNetwork', 'excludeEnv']) {
  defineSetting(name, validateBoolean);
}
for (const name of ['directory', 'filename']) {
  defineSetting(name, validateString);
}
defineSetting('signal', (value) => {
  validateString(value, 'signal');
  validateSignalName(value, 'signal');
});
for (const name of ['reportOnFatalError', 'reportOnSignal',
                    'reportOnUncaughtException']) {
  Object.defineProperty(report, name, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get: () => false,
    set: (value) => {
      if (typeof value !== 'boolean') {
        throw new ERR_INVALID_ARG_TYPE('trigger', 'boolean', value);
      }
      if (value) throw new ERR_METHOD_NOT_IMPLEMENTED(`process.report.${name}`);
    },
  });
}

module.exports = report;
