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

/** Makes the modules of these names, which go by others today. */
const kOldModules = 'internal/modules/old_names';
const kOldNames = [
  '_http_agent', '_http_client', '_http_common', '_http_incoming',
  '_http_outgoing', '_http_server', '_stream_duplex', '_stream_passthrough',
  '_stream_readable', '_stream_transform', '_stream_wrap', '_stream_writable',
];

/** Modules that exist with the scheme only. */
const kSchemeOnly = tableOf(['sea', 'sqlite', 'test', 'test/reporters']);

/** Where what is not there yet is described: see internal/util/absent. */
const kAbsent = 'internal/absent/';

/** What a program writes → the name of the module that it means. */
const publicIds = { __proto__: null };
/** Name of a module → its id in lib/, where that is another. */
const placeOf = { __proto__: null };

function publish(name) {
  publicIds[kScheme + name] = name;
  if (!kSchemeOnly[name]) publicIds[name] = name;
}

for (const id of ids) {
  if (!kPrivate.test(id)) {
    publish(id);
    delete placeOf[id];
  } else if (id.startsWith(kAbsent)) {
    const name = id.slice(kAbsent.length);
    if (publicIds[kScheme + name] === undefined) placeOf[name] = id;
    publish(name);
  }
}
for (const name of kOldNames) {
  publish(name);
  placeOf[name] = kOldModules;
}

/** What require(name) would load. Sorted, those with the scheme at the end. */
function listBuiltins() {
  const names = Object.keys(publicIds).filter((name) => !hasScheme(name));
  return [...names.sort(),
    ...Object.keys(kSchemeOnly).map((name) => kScheme + name)];
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

/** The error for a 'node:' request that leads nowhere. */
function unknownBuiltin(request) {
  return new ERR_UNKNOWN_BUILTIN_MODULE(request);
}

/** Loads the built-in module of this id (see builtinId). */
function loadBuiltin(id) {
  const place = placeOf[id] ?? id;
  return place === kOldModules ? requireBuiltin(place).load(id) :
    requireBuiltin(place);
}

exports.builtinId = builtinId;
exports.hasScheme = hasScheme;
exports.isBuiltin = isBuiltin;
exports.listBuiltins = listBuiltins;
exports.loadBuiltin = loadBuiltin;
exports.unknownBuiltin = unknownBuiltin;
