// Backends: one
'use strict';
const assert = require('assert');
const fs = require('fs');
const { createRequire } = require('module');
const os = require('os');
const path = require('path');

const top = fs.mkdtempSync(path.join(os.tmpdir(), 'exports-'));
const folder = path.join(top, 'node_modules', 'p');
fs.mkdirSync(folder, { recursive: true });
for (const name of ['a', 'b']) {
  fs.writeFileSync(path.join(folder, `${name}.js`), `module.exports = '${name}'`);
}
fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify({
  exports: {
    './open': { other: './a.js', default: './b.js' },
    './shut': { node: null, default: './b.js' },
    './all/*': './*.js',
    './all/b': null,
    './list': [null, './a.js'],
  },
}));
const load = createRequire(path.join(top, 'program.js'));

assert.strictEqual(load('p/open'), 'b');
assert.strictEqual(load('p/all/a'), 'a');
assert.strictEqual(load('p/list'), 'a');
// A condition that applies and says null is an answer.
for (const name of ['p/shut', 'p/all/b', 'p/none']) {
  assert.throws(() => load(name), {
    code: 'ERR_PACKAGE_PATH_NOT_EXPORTED',
    message: `Package subpath '.${name.slice(1)}' is not defined by "exports" ` +
      `in ${path.join(folder, 'package.json')}`,
  });
}
fs.rmSync(top, { recursive: true });
