'use strict';
const assert = require('assert');
const EventEmitter = require('events');
const readline = require('readline');
const promises = require('readline/promises');

const lengths = (object) => Object.fromEntries(
  Object.keys(object).map((name) => [name, object[name].length]));
const { promises: own, ...functions } = readline;
assert.strictEqual(own, promises);
assert.strictEqual(require('node:readline'), readline);
assert.strictEqual(require('node:readline/promises'), promises);
assert.deepStrictEqual(lengths(functions), {
  Interface: 4, clearLine: 3, clearScreenDown: 2, createInterface: 4, cursorTo: 4,
  emitKeypressEvents: 1, moveCursor: 4,
});
assert.deepStrictEqual(Object.keys(promises), ['Interface', 'Readline', 'createInterface']);

// Both interfaces are of one class, which no module has.
const Base = Object.getPrototypeOf(readline.Interface);
assert.strictEqual(Object.getPrototypeOf(promises.Interface), Base);
assert.strictEqual(Base.name, 'Interface');
assert.ok(Base.prototype instanceof EventEmitter);
for (const name of ['close', 'getCursorPos', 'getPrompt', 'pause', 'prompt', 'resume',
  'setPrompt', 'write', Symbol.asyncIterator, Symbol.dispose]) {
  assert.strictEqual(typeof Base.prototype[name], 'function', String(name));
}
for (const { Interface } of [readline, promises]) {
  assert.strictEqual(typeof Interface.prototype.question, 'function');
  assert.strictEqual(Interface.prototype.constructor, Interface);
}
