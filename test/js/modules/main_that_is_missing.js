// Backends: one
// Stderr: DEP0128.*Invalid 'main' field in .*package\.json' of 'gone\.js'
'use strict';
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');

const top = fs.mkdtempSync(path.join(os.tmpdir(), 'main-'));
const make = (name, files) => {
  fs.mkdirSync(path.join(top, name));
  fs.writeFileSync(path.join(top, name, 'package.json'), '{"main":"gone.js"}');
  for (const file of files) {
    fs.writeFileSync(path.join(top, name, file), `exports.file = '${file}'`);
  }
  return path.join(top, name);
};

assert.strictEqual(require(make('a', ['index.js'])).file, 'index.js');
assert.strictEqual(require(make('b', ['gone.js.js', 'index.js'])).file,
                   'gone.js.js');
assert.throws(() => require(make('c', ['other.js'])), {
  code: 'MODULE_NOT_FOUND',
  path: path.join(top, 'c', 'package.json'),
  message: `Cannot find module '${path.join(top, 'c', 'gone.js')}'. ` +
    'Please verify that the package.json has a valid "main" entry',
});
fs.rmSync(top, { recursive: true });
