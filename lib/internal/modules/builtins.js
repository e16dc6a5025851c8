'use strict';

/**
 * The names of the built-in modules that programs may require.
 */

const { requireBuiltin, ids } = require('bootstrap/loader');
const { codes: { ERR_UNKNOWN_BUILTIN_MODULE } } = require('internal/errors/errors');

const kScheme = 'node:';

/** Folders of lib/ that are not for programs. */
const kPrivate = /^(?:internal|bootstrap|web)\//;

/** A table of names; looked into without methods, which may be replaced. */
function tableOf(names) {
  const table = { __proto__: null };
  for (const name of names) table[name] = true;
  return table;
}

/** Modules that exist with the scheme only. */
const kSchemeOnly = tableOf(
  ['ffi', 'sea', 'sqlite', 'test', 'test/reporters']);

/**
 * Built-in modules of Node.js; those that Rondo has not got are not found on
 * disk either, unless a package of the name is installed.
 */
const kNodeModules = tableOf([
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

/** What a program writes → the id of the module that it means. */
const publicIds = { __proto__: null };
for (const id of ids) {
  if (kPrivate.test(id)) continue;
  publicIds[kScheme + id] = id;
  if (!kSchemeOnly[id]) publicIds[id] = id;
}

/** What require(name) would load, of those without the scheme. Sorted. */
function listBuiltins() {
  return ids.filter((id) => publicIds[kScheme + id] !== undefined)
    .map((id) => (kSchemeOnly[id] ? kScheme + id : id))
    .sort();
}

/** @param {string} request whether it begins with 'node:' */
function hasScheme(request) {
  for (let i = 0; i < kScheme.length; i++) {
    if (request[i] !== kScheme[i]) return false;
  }
  return true;
}

/**
 * The id of the built-in module that `request` names, or undefined.
 * @param {string} request with or without 'node:'
 */
function builtinId(request) {
  return publicIds[request];
}

function isBuiltin(request) {
  return typeof request === 'string' && builtinId(request) !== undefined;
}

/** Whether Node.js has a built-in of that name and Rondo has not. */
function isMissingBuiltin(request) {
  return kNodeModules[request] === true && publicIds[request] === undefined &&
    kSchemeOnly[request] === undefined;
}

/** The error for a 'node:' request that leads nowhere. */
function unknownBuiltin(request) {
  const name = hasScheme(request) ? request.slice(kScheme.length) : request;
  return new ERR_UNKNOWN_BUILTIN_MODULE(request, kNodeModules[name] ?
    `\nThe built-in module '${name}' of Node.js is not in Rondo yet.` : '');
}

/** Loads the built-in module of this id (see builtinId). */
function loadBuiltin(id) {
  return requireBuiltin(id);
}

exports.builtinId = builtinId;
exports.hasScheme = hasScheme;
exports.isBuiltin = isBuiltin;
exports.isMissingBuiltin = isMissingBuiltin;
exports.listBuiltins = listBuiltins;
exports.loadBuiltin = loadBuiltin;
exports.unknownBuiltin = unknownBuiltin;
