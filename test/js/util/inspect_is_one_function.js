'use strict';
// util.inspect is the same function before and after it has done something, has
// the shape of Node's, and custom inspections get it.
const assert = require('assert');
const util = require('util');

const { inspect } = util;
for (const [name, length] of [
  ['inspect', 2], ['format', 0], ['formatWithOptions', 1],
  ['stripVTControlCharacters', 1],
]) {
  assert.strictEqual(util[name].name, name);
  assert.strictEqual(util[name].length, length);
}

// Set before the first call.
inspect.styles.number = 'red';
inspect.defaultOptions = { depth: 0 };
assert.strictEqual(inspect(1, { colors: true }), '\x1b[31m1\x1b[39m');
assert.strictEqual(inspect({ a: {} }), '{ a: {} }');
assert.strictEqual(inspect({ a: { b: 1 } }), '{ a: [Object] }');
inspect.defaultOptions = { depth: 2 };
const { colors } = inspect;
inspect.colors = { __proto__: null, ...colors, red: [1, 2] };
assert.strictEqual(inspect(1, { colors: true }), '\x1b[1m1\x1b[2m');
inspect.colors = colors;

let given;
inspect({ [inspect.custom](depth, options, third) { given = third; return ''; } });
assert.strictEqual(given, inspect);
assert.strictEqual(util.inspect, inspect);
// One that is the inspector itself is none.
assert.match(inspect({ [inspect.custom]: inspect }), /\[Function: inspect\] {/);
assert.deepStrictEqual(Object.keys(inspect), ['custom', 'colors', 'styles']);
// The older arguments: showHidden, depth, colors.
assert.strictEqual(inspect({ a: { b: {} } }, false, 0, true),
                   inspect({ a: { b: {} } }, { depth: 0, colors: true }));
