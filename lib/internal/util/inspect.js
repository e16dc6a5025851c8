'use strict';

/**
 * util.inspect and util.format as programs and modules hold them. What does the
 * work is as long as many modules together and loads with the first call, or
 * when its colors, styles or default options are asked for.
 */

let inspector;

function loaded() {
  if (inspector === undefined) {
    inspector = require('internal/util/inspector')(inspect);
    define('colors', { value: inspector.inspect.colors, writable: true });
    define('styles', { value: inspector.inspect.styles, writable: true });
  }
  return inspector;
}

/** Defines a property of util.inspect that can be enumerated. */
function define(name, description) {
  Object.defineProperty(inspect, name, {
    __proto__: null, enumerable: true, configurable: true, ...description,
  });
}

// `function`, not a method: programs use them as they use Node's.
function inspect(value, options) {
  return Reflect.apply(loaded().inspect, this, arguments);
}

function format(...values) {
  return Reflect.apply(loaded().format, this, values);
}

function formatWithOptions(options, ...values) {
  return loaded().formatWithOptions(options, ...values);
}

function stripVTControlCharacters(text) {
  return loaded().stripVTControlCharacters(text);
}

inspect.custom = Symbol.for('nodejs.util.inspect.custom');
Object.defineProperty(inspect, 'defaultOptions', {
  __proto__: null,
  get: () => loaded().inspect.defaultOptions,
  set(options) {
    loaded().inspect.defaultOptions = options;
  },
});
for (const name of ['colors', 'styles']) {
  define(name, {
    get() {
      loaded();
      return inspect[name];
    },
    set(value) {
      loaded();
      inspect[name] = value;
    },
  });
}

module.exports = {
  inspect,
  format,
  formatWithOptions,
  getStringWidth: (text, ...rest) => loaded().getStringWidth(text, ...rest),
  stripVTControlCharacters,
};
