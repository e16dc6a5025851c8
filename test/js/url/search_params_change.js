// Backends: one
'use strict';
const assert = require('assert');

const changed = (text, change) => {
  const url = new URL(`http://a/?${text}`);
  change(url.searchParams);
  assert.strictEqual(url.search, url.searchParams.size === 0 ?
    '' : `?${url.searchParams}`);
  return `${url.searchParams}`;
};

assert.strictEqual(changed('a=1&b=2&a=3', (p) => p.set('a', 9)), 'a=9&b=2');
assert.strictEqual(changed('b=2', (p) => p.set('a', 9)), 'b=2&a=9');
assert.strictEqual(changed('a=1&a=2', (p) => p.append('a', 3)), 'a=1&a=2&a=3');
assert.strictEqual(changed('a=1&b=2&a=3', (p) => p.delete('a')), 'b=2');
assert.strictEqual(changed('a=1&a=2', (p) => p.delete('a', '2')), 'a=1');
assert.strictEqual(changed('b=1&a=2&b=0', (p) => p.sort()), 'a=2&b=1&b=0');
