// Backends: one
'use strict';
const assert = require('assert');
const show = (fn) => {
  try {
    fn();
    console.log('passed');
  } catch (error) {
    console.log(error.message);
    console.log(`(${error.operator}, ${error.generatedMessage})`);
  }
};
show(() => assert.strictEqual(1, 2));
show(() => assert.deepStrictEqual({ a: 1, b: [1, 2] }, { a: 1, b: [1, 3] }));
show(() => assert.strictEqual('first line', 'first lime'));
show(() => assert.equal(1, 2));
show(() => assert.deepEqual([1], ['2']));
show(() => assert.notStrictEqual(1, 1));
show(() => assert.ok(0 === 1));
show(() => assert(false, 'own words'));
show(() => assert.match('abc', /x/));
show(() => assert.throws(() => {}));
show(() => assert.throws(() => { throw new Error('a'); }, { message: 'b' }));
show(() => assert.ifError(new Error('unwanted')));
show(() => assert.fail());
show(() => assert.strictEqual([1], [1]));
show(() => assert.deepStrictEqual(Array(20).fill(0), [...Array(19).fill(0), 1]));
