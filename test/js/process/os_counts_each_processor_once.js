// Backends: one
'use strict';
const assert = require('assert');
const fs = require('fs');
const os = require('os');

const lines = fs.readFileSync('/proc/stat', 'utf8').match(/^cpu\d+ /gm);
assert.strictEqual(os.cpus().length, lines.length);
