'use strict';
// Every built-in module of Node 24 can be loaded and looked at; its names, kinds,
// classes and constants are Node's, but for what fixtures/builtin_facts/known.json
// lists. What is not there yet throws an error with its name; the list holds all of
// it, too. Whatever becomes right must go from the list: it can only shrink.
//
// node24.json there is what Node itself says (renew.js writes it). To see what the
// lists would have to be: run this file with --print.
// Backends: one
const assert = require('assert');
const { builtinModules } = require('module');
const { inspect } = require('util');
const { compareModules } = require('./fixtures/builtin_facts/compare');
const { describeModule } = require('./fixtures/builtin_facts/describe');
const { version, ...facts } = require('./fixtures/builtin_facts/node24.json');

process.noDeprecation = true;
assert.strictEqual(process.version, version, 'renew node24.json');

/** By their text those that stand in for what is missing are told apart. */
const stubText = String(require('node:test'));
assert.match(stubText, /ERR_METHOD_NOT_IMPLEMENTED/);
const isStub = (value) => typeof value === 'function' && String(value) === stubText;

/** Functions and classes of an object that are not there, by their paths. */
function stubsOf(object, prefix = '', depth = 2) {
  const found = [];
  for (const name of Object.getOwnPropertyNames(object).sort()) {
    if (name === 'prototype') continue;
    const { [name]: value } = object;
    if (isStub(value)) found.push({ path: prefix + name, value });
    else if (depth > 0 && typeof value === 'object' && value !== null &&
             Object.getPrototypeOf(value) === Object.prototype) {
      found.push(...stubsOf(value, `${prefix}${name}.`, depth - 1));
    }
  }
  return found;
}

function checkStub(value) {
  const expected = {
    code: 'ERR_METHOD_NOT_IMPLEMENTED',
    message: new RegExp(`^The \\S*\\b${value.name}\\(\\) method is not implemented$`),
  };
  assert.throws(() => value(), expected);
  assert.throws(() => new value(), expected);
  class Mine extends value {}
  assert.throws(() => new Mine(), expected);
  function Old() { Reflect.apply(value, this, []); }
  require('util').inherits(Old, value);
  assert.throws(() => new Old(), expected);
}

const now = {};
for (const id of Object.keys(facts)) {
  let exports;
  try {
    exports = require(id);
  } catch (error) {
    assert.strictEqual(error.code, 'MODULE_NOT_FOUND');
    now[id] = { missing: true };
    continue;
  }
  assert.ok(builtinModules.includes(id), id);
  assert.strictEqual(process.getBuiltinModule(id), exports);
  assert.ok(inspect(exports, { depth: 3, showHidden: true }).length > 0);
  assert.deepStrictEqual(Object.keys({ ...exports }), Object.keys(exports));

  const stubs = stubsOf(exports);
  for (const { value } of stubs) checkStub(value);
  const entry = {};
  const differs = compareModules(facts[id], describeModule(id, exports));
  if (differs.length > 0) entry.differs = differs;
  if (stubs.length > 0) entry.absent = stubs.map(({ path }) => path).join(' ');
  if (Object.keys(entry).length > 0) now[id] = entry;
}

if (process.argv[2] === '--print') {
  console.log(JSON.stringify(now, null, 2));
} else {
  const known = require('./fixtures/builtin_facts/known.json');
  for (const id of Object.keys({ ...now, ...known })) {
    assert.deepStrictEqual(now[id], known[id], `${id}: see the top of this file`);
  }
  console.log(`${Object.keys(facts).length} modules`);
}
