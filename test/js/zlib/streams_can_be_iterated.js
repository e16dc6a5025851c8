'use strict';
// Backends: one
// A stream of zlib has all that streams have, though only zlib was loaded.

const zlib = require('zlib');

const stream = zlib.createGunzip();
for (const method of [Symbol.asyncIterator, 'map', 'toArray']) {
  if (typeof stream[method] !== 'function') throw new Error(String(method));
}
