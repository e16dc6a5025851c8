// Backends: one
'use strict';
// The head of a stack has the name and the message that the error has when its
// stack is first read.
const assert = require('assert');
const head = (error) => error.stack.split('\n    at ')[0];

const changed = new Error('made');
changed.message = `file: ${changed.message}`;
assert.strictEqual(head(changed), 'Error: file: made');
changed.message = 'later';
assert.strictEqual(head(changed), 'Error: file: made');

class Late extends Error {
  constructor() {
    super('');
    this.message = 'set later';
  }
}
assert.strictEqual(head(new Late()), 'Error: set later');

const named = new TypeError('text');
named.name = 'Mine';
assert.strictEqual(head(named), 'Mine: text');
assert.strictEqual(head(Object.assign(new Error('m'), { name: '' })), 'm');
assert.strictEqual(head(new Error()), 'Error');

const holder = { name: 'Holder', message: 'text' };
Error.captureStackTrace(holder);
assert.strictEqual(head(holder), 'Holder: text');

const broken = new Error('x');
Object.defineProperty(broken, 'message', { get() { throw new Error('no'); } });
assert.match(broken.stack, /^<error>\n {4}at /);

assert.match(new Error('x').stack,
             /^Error: x\n {4}at Object\.<anonymous> \(.*stacks_show_.*:\d+:\d+\)\n/);

Error.prepareStackTrace = (error, sites) =>
  [error.message, sites[0].getFileName() === __filename, sites.length > 1];
assert.deepStrictEqual(new Error('mine').stack, ['mine', true, true]);
Error.prepareStackTrace = () => { throw new RangeError('from prepare'); };
assert.throws(() => new Error('x').stack, RangeError);
Error.prepareStackTrace = undefined;
assert.strictEqual(head(new Error('again')), 'Error: again');
