'use strict';

/**
 * util.debuglog: output for those who ask for it with NODE_DEBUG=section,….
 * A `*` in a section of NODE_DEBUG stands for anything.
 */

/** Which sections are on; from NODE_DEBUG when first asked. */
let isEnabled;

function readEnvironment() {
  const text = process.env.NODE_DEBUG;
  if (!text) return () => false;
  const pattern = text
    .replace(/[|\\{}()[\]^$+?.]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/,/g, '$|^')
    .toUpperCase();
  const regexp = new RegExp(`^${pattern}$`, 'i');
  return (section) => regexp.test(section);
}

function enabledFor(section) {
  isEnabled ??= readEnvironment();
  return isEnabled(section);
}

function print(section, args) {
  const { formatWithOptions } = require('internal/util/inspect');
  const colors = process.stderr.isTTY === true &&
    process.stderr.hasColors?.() === true;
  const text = formatWithOptions({ colors }, ...args);
  process.stderr.write(`${section} ${process.pid}: ${text}\n`);
}

/**
 * @param {string} set name of the section
 * @param {(fn: Function) => void} [callback] gets the function to call from
 *   then on, which costs nothing when the section is off
 */
function debuglog(set, callback) {
  const section = `${set}`.toUpperCase();
  let enabled;
  const test = () => enabled ??= enabledFor(section);

  const log = (...args) => {
    const active = test();
    const direct = active ? (...more) => print(section, more) : () => {};
    if (typeof callback === 'function') callback(direct);
    callback = undefined;
    if (active) print(section, args);
  };
  Object.defineProperty(log, 'enabled', {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get: test,
  });
  return log;
}

exports.debuglog = debuglog;
