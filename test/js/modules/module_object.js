'use strict';
// What a module knows of itself and of others.

const assert = require('assert');
const path = require('path');
const Module = require('module');

assert.strictEqual(require.main, module);
assert.strictEqual(process.mainModule, module);
assert.strictEqual(module.id, '.');
assert.strictEqual(module.filename, __filename);
assert.strictEqual(module.path, __dirname);
assert.strictEqual(module.loaded, false);
assert.ok(module instanceof Module);
assert.strictEqual(module.paths[0], path.join(__dirname, 'node_modules'));
assert.strictEqual(module.paths[module.paths.length - 1], '/node_modules');
assert.strictEqual(this, exports);
assert.strictEqual(arguments.length, 5);

const file = path.join(__dirname, 'fixtures', 'about.js');
const about = require('./fixtures/about');
assert.deepStrictEqual(about, {
  filename: file, dirname: path.dirname(file), id: file,
  path: path.dirname(file), loaded: false, isMain: false, args: 5, self: true,
  parent: '.',
});
assert.strictEqual(require.cache[file].loaded, true);
assert.strictEqual(require.cache[file].parent, module);
assert.ok(module.children.includes(require.cache[file]));
assert.deepStrictEqual(Object.keys(module),
                       ['id', 'path', 'exports', 'filename', 'loaded',
                        'children', 'paths']);

// The cache.
assert.strictEqual(require('./fixtures/counted').n, 1);
assert.strictEqual(require('./fixtures/counted').n, 1);
delete require.cache[require.resolve('./fixtures/counted')];
assert.strictEqual(require('./fixtures/counted').n, 2);
require.cache[require.resolve('./fixtures/counted')] =
  { exports: 'replaced', loaded: true };
assert.strictEqual(require('./fixtures/counted'), 'replaced');

// A module that threw is not kept.
assert.throws(() => require('./fixtures/throws'), /thrown while loading/);
assert.throws(() => require('./fixtures/throws'), /thrown while loading/);
assert.strictEqual(
  require.cache[path.join(__dirname, 'fixtures', 'throws.js')], undefined);

// A cycle sees what is there.
const a = require('./fixtures/a');
assert.deepStrictEqual(a, { early: 1, late: 2, sawInB: ['early'] });
assert.strictEqual(Object.getPrototypeOf(a), Object.prototype);

// resolve.
assert.strictEqual(require.resolve('./fixtures/about'), file);
assert.strictEqual(require.resolve('fs'), 'fs');
assert.strictEqual(require.resolve('node:fs'), 'node:fs');
assert.strictEqual(require.resolve.paths('fs'), null);
assert.deepStrictEqual(require.resolve.paths('./x'), [__dirname]);
assert.deepStrictEqual(
  require.resolve.paths('x').slice(0, module.paths.length), module.paths);
assert.strictEqual(
  require.resolve('index_only', { paths: [path.join(__dirname, 'fixtures')] }),
  path.join(__dirname, 'fixtures/node_modules/index_only/index.js'));
assert.throws(() => require.resolve(1), { code: 'ERR_INVALID_ARG_TYPE' });

// Extensions can be added.
require.extensions['.txt'] = (m, filename) => { m.exports = filename; };
assert.strictEqual(Module._extensions['.txt'], require.extensions['.txt']);

// _load and _resolveFilename can be replaced.
const { _load, _resolveFilename } = Module;
Module._load = function(request, ...rest) {
  return request === 'mocked' ? 'mock' : _load.call(this, request, ...rest);
};
assert.strictEqual(require('mocked'), 'mock');
Module._load = _load;
Module._resolveFilename = function(request, ...rest) {
  return _resolveFilename.call(
    this, request === 'alias' ? './fixtures/plain.cjs' : request, ...rest);
};
assert.strictEqual(require('alias'), 'cjs');
Module._resolveFilename = _resolveFilename;

// So can what wraps a file, and then the text of the wrapper.
function typeOf(name) {
  const m = new Module(name, null);
  m._compile(`module.exports = typeof ${name};`, `/${name}.js`);
  return m.exports;
}
const { wrap } = Module;
Module.wrap = (script) => wrap(`const extra = 1; ${script}`);
assert.strictEqual(typeOf('extra'), 'number');
Module.wrap = wrap;
assert.strictEqual(typeOf('extra'), 'undefined');
const [start] = Module.wrapper;
Module.wrapper[0] = start + 'const wrapped = true; ';
assert.strictEqual(typeOf('wrapped'), 'boolean');
