'use strict';
// What a program gives to Object.prototype is not read as a package's.
const assert = require('assert');
const { createRequire } = require('module');
const path = require('path');

const kNames = ['main', 'type', 'imports', 'name'];

for (const name of kNames) {
  Object.defineProperty(Object.prototype, name, {
    __proto__: null,
    configurable: true,
    get() { throw new Error(`read ${name}`); },
    set(value) {
      Object.defineProperty(this, name, { __proto__: null, value });
    },
  });
}
const inside = createRequire(path.join(__dirname, 'fixtures', 'x.js'));
let loaded;
try {
  loaded = inside('exported');
} finally {
  for (const name of kNames) {
    delete Object.prototype[name];
  }
}
assert.strictEqual(loaded, 'exported: require');
