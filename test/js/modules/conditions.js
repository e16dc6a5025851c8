// Flags: --conditions=custom
'use strict';
const assert = require('assert');
const path = require('path');
const inside = require('module').createRequire(
  path.join(__dirname, 'fixtures', 'x.js'));
assert.strictEqual(inside('exported'), 'exported: custom');
