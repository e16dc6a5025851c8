// Backends: one
'use strict';
const assert = require('assert');
const path = require('path');
assert.strictEqual(path.join('/a', '..', 'b', './c/'), '/b/c/');
assert.strictEqual(path.normalize('/a//b/../c/.'), '/a/c');
assert.strictEqual(path.resolve('/x', 'y', '../z'), '/x/z');
assert.strictEqual(path.relative('/a/b/c', '/a/d'), '../../d');
assert.strictEqual(path.basename('/a/b.txt', '.txt'), 'b');
assert.strictEqual(path.extname('.bashrc'), '');
assert.deepStrictEqual(path.parse('/var/u/f.tar.gz'), {
  root: '/', dir: '/var/u', base: 'f.tar.gz', ext: '.gz', name: 'f.tar',
});
assert.strictEqual(path.format({ dir: '/d', name: 'n', ext: 'e' }), '/d/n.e');
assert.throws(() => path.join(1), { code: 'ERR_INVALID_ARG_TYPE' });
