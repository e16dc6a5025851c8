// Backends: one
'use strict';
const assert = require('assert');
const fs = require('fs');
for (const name of ['watch', 'watchFile', 'glob', 'globSync', 'openAsBlob']) {
  assert.throws(() => fs[name]('x', () => {}), {
    code: 'ERR_METHOD_NOT_IMPLEMENTED',
    message: `The fs.${name}() method is not implemented`,
  });
}
