'use strict';
// Which file a request leads to.

const assert = require('assert');
const path = require('path');
const fixtures = path.join(__dirname, 'fixtures');

// Relative, absolute, extensions, folders.
assert.strictEqual(require('./fixtures/plain.cjs'), 'cjs');
assert.strictEqual(require('./fixtures'), 'dir/index.js');
assert.strictEqual(require('./fixtures/'), 'dir/index.js');
assert.strictEqual(require('./fixtures/dir'), 'dir.js');
assert.strictEqual(require('./fixtures/dir/'), 'dir');
assert.strictEqual(require('./fixtures/dir/.'), 'dir');
assert.strictEqual(require(path.join(fixtures, 'dir.js')), 'dir.js');
assert.deepStrictEqual(require('./fixtures/data'),
                       { key: [1, 2], nested: { a: null } });
assert.deepStrictEqual(require('./fixtures/bom.json'), { with: 'bom' });
assert.strictEqual(require('./fixtures/bom'), 'bom and hashbang');
assert.strictEqual(require('./fixtures/hashbang'), '2');

// Packages.
const { createRequire } = require('module');
const inside = createRequire(path.join(fixtures, 'x.js'));
assert.strictEqual(inside('main_field'), 'main_field/lib/entry.js');
assert.strictEqual(inside('main_field/lib/entry'), 'main_field/lib/entry.js');
assert.strictEqual(inside('index_only'), 'index_only');
assert.strictEqual(inside('index_only/index'), 'index_only');
assert.strictEqual(inside('dir_main'), 'dir_main/inner/index.js');
assert.strictEqual(inside('@scope/pkg'), '@scope/pkg');
const deep = createRequire(path.join(fixtures, 'dir', 'deep', 'x.js'));
assert.strictEqual(deep('index_only'), 'index_only');

// "exports".
assert.strictEqual(inside('exported'), 'exported: require');
assert.strictEqual(inside('exported/feature'), 'exported: feature');
assert.strictEqual(inside('exported/sub/feature'), 'exported: feature');
assert.deepStrictEqual(inside('exported/data'), { data: true });
assert.throws(() => inside('exported/lib/feature.js'), {
  code: 'ERR_PACKAGE_PATH_NOT_EXPORTED',
  message: /Package subpath '\.\/lib\/feature\.js' is not defined by "exports"/,
});
assert.throws(() => inside('exported/sub/private-x'),
              { code: 'ERR_PACKAGE_PATH_NOT_EXPORTED' });
assert.throws(() => inside('exported/browser-only'),
              { code: 'ERR_PACKAGE_PATH_NOT_EXPORTED' });
assert.throws(() => inside('exported/outside'),
              { code: 'ERR_INVALID_PACKAGE_TARGET' });
assert.throws(() => inside('exported/gone'), { code: 'MODULE_NOT_FOUND' });

// "imports", and a package's own name.
assert.deepStrictEqual(
  createRequire(path.join(fixtures, 'node_modules/exported/lib/x.js'))(
    './imports'),
  ['exported: feature', 'index_only', true, 'exported: feature',
   'exported: feature', 'ERR_PACKAGE_IMPORT_NOT_DEFINED']);

assert.throws(() => inside('broken_json'),
              { code: 'ERR_INVALID_PACKAGE_CONFIG' });

// A link is the file that it leads to.
assert.strictEqual(require('./fixtures/links/linked').filename,
                   path.join(fixtures, 'about.js'));
