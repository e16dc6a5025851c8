'use strict';
// How URLs and their parameters print, and what is refused.
// Backends: one
const assert = require('assert');
const { inspect } = require('util');
const url = require('url');

const params = new URLSearchParams('a=1&b=2&b=3');
assert.strictEqual(inspect(params),
                   "URLSearchParams { 'a' => '1', 'b' => '2', 'b' => '3' }");
assert.strictEqual(inspect(params, { breakLength: 20 }),
                   "URLSearchParams {\n  'a' => '1',\n  'b' => '2',\n" +
                   "  'b' => '3' }");
assert.strictEqual(inspect(params.keys()),
                   "URLSearchParams Iterator { 'a', 'b', 'b' }");
assert.strictEqual(inspect(params.keys(), { breakLength: 1 }),
                   "URLSearchParams Iterator {\n  'a',\n  'b',\n  'b' }");
assert.strictEqual(inspect(new URLSearchParams()), 'URLSearchParams {}');
assert.strictEqual(inspect(new URLSearchParams().keys()),
                   'URLSearchParams Iterator {  }');

assert.throws(() => URL.revokeObjectURL(), { code: 'ERR_MISSING_ARGS' });
// The engine's own error, of decodeURIComponent.
assert.throws(() => url.parse('http://%E0%A4%A@host'), (error) =>
  error instanceof URIError && error.code === undefined);

const { findPackageJSON } = require('module');
for (const specifier of [{}, 1, null]) {
  assert.throws(() => findPackageJSON(specifier, __filename),
                { code: 'ERR_INVALID_ARG_TYPE' });
}
