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
  // Not in the Set itself, which Set.prototype.add would change.
  #flags;

  /** @param {Iterable<string>} flags */
  constructor(flags) {
    super();
    this.#flags = new Set(flags);
  }

  get size() {
    return this.#flags.size;
  }

  has(flag) {
    return this.#flags.has(normalize(flag));
  }

  forEach(callback, thisArg) {
    for (const flag of this.#flags) callback.call(thisArg, flag, flag, this);
  }

  entries() {
    return this.#flags.entries();
  }

  values() {
    return this.#flags.values();
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
  return Object.freeze(new AllowedFlags(native.environmentFlags()));
}

for (const name of ['keys', Symbol.iterator]) {
  Object.defineProperty(AllowedFlags.prototype, name, {
    __proto__: null,
    value: AllowedFlags.prototype.values,
    configurable: true,
    writable: true,
  });
}

exports.createAllowedFlags = createAllowedFlags;
