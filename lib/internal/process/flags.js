'use strict';

/** Flags that NODE_OPTIONS may hold and that have a meaning here. */
const kFlags = [
  '--conditions',
  '--disable-warning',
  '--max-http-header-size',
  '--no-deprecation',
  '--no-warnings',
  '--pending-deprecation',
  '--redirect-warnings',
  '--require',
  '--throw-deprecation',
  '--title',
  '--trace-deprecation',
  '--trace-warnings',
  '--unhandled-rejections',
  '-C',
  '-r',
];

/** `-r` and `--require=x` are asked for as `r` or `--require_x`, too. */
function normalize(flag) {
  let name = String(flag).replace(/_/g, '-').replace(/=.*$/, '');
  if (!name.startsWith('-')) name = name.length === 1 ? `-${name}` : `--${name}`;
  return name;
}

/** A Set that takes other spellings of a flag and cannot be changed. */
class AllowedFlags extends Set {
  has(flag) {
    return super.has(normalize(flag));
  }

  add() {
    return this;
  }

  delete() {
    return false;
  }

  clear() {}
}

/** process.allowedNodeEnvironmentFlags */
function createAllowedFlags() {
  const flags = new AllowedFlags();
  for (const flag of kFlags) Set.prototype.add.call(flags, flag);
  return Object.freeze(flags);
}

exports.createAllowedFlags = createAllowedFlags;
