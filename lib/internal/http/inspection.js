'use strict';
/**
 * What console.log and util.inspect show of a request and a response: what a
 * program can ask them, and what it added itself, instead of how they are made.
 *
 * @module internal/http/inspection
 */

const { kSource } = require('internal/http/symbols');

const kInspect = Symbol.for('nodejs.util.inspect.custom');

/** Messages that are being shown: whoever leads back to one gets its name. */
const underWay = new Set();

/**
 * Has instances of a class, and of what inherits from it, shown by `facts`.
 * Own properties that are in the prototype, too, or begin with an underscore
 * are the class's.
 *
 * @param {Function} Class
 * @param {function(object): object} facts what to show of an instance
 */
function showBy(Class, facts) {
  Object.defineProperty(Class.prototype, kInspect, {
    __proto__: null,
    configurable: true,
    enumerable: false,
    writable: true,
    value(depth, options, inspect) {
      const name = this.constructor?.name || Class.name;
      // A prototype is no message.
      if (!Object.prototype.hasOwnProperty.call(this, kSource)) {
        return `${name} {}`;
      }
      if ((depth !== null && depth < 0) || underWay.has(this)) {
        return options.stylize(`[${name}]`, 'special');
      }
      underWay.add(this);
      try {
        const shown = facts(this);
        for (const key of Object.keys(this)) {
          if (!key.startsWith('_') && !(key in shown) &&
              !(key in Class.prototype)) {
            shown[key] = this[key];
          }
        }
        return `${name} ${inspect(shown, options)}`;
      } finally {
        underWay.delete(this);
      }
    },
  });
}

module.exports = { showBy };
