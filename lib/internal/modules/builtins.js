'use strict';

/**
 * The names of the built-in modules that programs may require.
 */

const { requireBuiltin, ids } = require('bootstrap/loader');
const { codes: { ERR_UNKNOWN_BUILTIN_MODULE } } = require('internal/errors');

const kScheme = 'node:';

/** Folders of lib/ that are not for programs. */
const kPrivate = /^(?:internal|bootstrap|web)\//;

/** Modules that exist with the scheme only. */
const kSchemeOnly = new Set(['ffi', 'sea', 'sqlite', 'test', 'test/reporters']);

/**
 * Built-in modules of Node.js; those that Rondo has not got are not found on
 * disk either, unless a package of the name is installed.
 */
const kNodeModules = new Set([
  '_http_agent', '_http_client', '_http_common', '_http_incoming',
  '_http_outgoing', '_http_server', '_tls_common', '_tls_wrap',
  'assert', 'assert/strict', 'async_hooks', 'buffer', 'child_process',
  'cluster', 'console', 'constants', 'crypto', 'dgram', 'diagnostics_channel',
  'dns', 'dns/promises', 'domain', 'events', 'ffi', 'fs', 'fs/promises', 'http',
  'http2', 'https', 'inspector', 'inspector/promises', 'module', 'net', 'os',
  'path', 'path/posix', 'path/win32', 'perf_hooks', 'process', 'punycode',
  'querystring', 'readline', 'readline/promises', 'repl', 'sea', 'sqlite',
  'stream', 'stream/consumers', 'stream/promises', 'stream/web',
  'string_decoder', 'sys', 'test', 'test/reporters', 'timers',
  'timers/promises', 'tls', 'trace_events', 'tty', 'url', 'util', 'util/types',
  'v8', 'vm', 'wasi', 'worker_threads', 'zlib',
]);

/** What require(name) would load, of those without the scheme. Sorted. */
function listBuiltins() {
  const names = [];
  for (const id of ids) {
    if (isPublic(id)) names.push(kSchemeOnly.has(id) ? kScheme + id : id);
  }
  return names.sort();
}

function isPublic(id) {
  return ids.has(id) && !kPrivate.test(id);
}

/**
 * The id of the built-in module that `request` names, or undefined.
 * @param {string} request with or without 'node:'
 */
function builtinId(request) {
  if (request.startsWith(kScheme)) {
    const id = request.slice(kScheme.length);
    return isPublic(id) ? id : undefined;
  }
  return isPublic(request) && !kSchemeOnly.has(request) ? request : undefined;
}

function isBuiltin(request) {
  return typeof request === 'string' && builtinId(request) !== undefined;
}

/** Whether Node.js has a built-in of that name and Rondo has not. */
function isMissingBuiltin(request) {
  return kNodeModules.has(request) && !isPublic(request) &&
    !kSchemeOnly.has(request);
}

/** The error for a 'node:' request that leads nowhere. */
function unknownBuiltin(request) {
  const name = request.startsWith(kScheme) ?
    request.slice(kScheme.length) : request;
  return new ERR_UNKNOWN_BUILTIN_MODULE(request, kNodeModules.has(name) ?
    `\nThe built-in module '${name}' of Node.js is not in Rondo yet.` : '');
}

/** Loads the built-in module of this id (see builtinId). */
function loadBuiltin(id) {
  return requireBuiltin(id);
}

exports.kScheme = kScheme;
exports.builtinId = builtinId;
exports.isBuiltin = isBuiltin;
exports.isMissingBuiltin = isMissingBuiltin;
exports.listBuiltins = listBuiltins;
exports.loadBuiltin = loadBuiltin;
exports.unknownBuiltin = unknownBuiltin;
