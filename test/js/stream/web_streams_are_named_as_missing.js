// Backends: one
'use strict';
const assert = require('assert');
const { Duplex, Readable, Writable } = require('stream');
for (const Class of [Readable, Writable, Duplex]) {
  for (const name of ['toWeb', 'fromWeb']) {
    assert.throws(() => Class[name]({}), {
      code: 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM',
      message: `stream.${Class.name}.${name}() needs web streams, ` +
               'which this version does not have',
    });
  }
}
