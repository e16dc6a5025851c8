'use strict';

/**
 * Native contract, binding 'options':
 *   environmentFlags(): string[]   the options that NODE_OPTIONS may hold, by
 *                                  all their names
 */
const native = binding('options');

/** `-r` and `--require=x` are asked for as `r` or `--require_x`, too. */
function normalize(flag) {
  const name = String(flag).replace(/_/g, '-').replace(/=.*$/, '');
  if (name.startsWith('-')) return name;
  return name.length === 1 ? `-${name}` : `--${name}`;
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
  for (const flag of native.environmentFlags()) {
    Set.prototype.add.call(flags, flag);
  }
  return Object.freeze(flags);
}

exports.createAllowedFlags = createAllowedFlags;
