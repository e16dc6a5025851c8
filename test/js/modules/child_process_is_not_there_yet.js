'use strict';
// The module can be loaded, promisified and extended; each function throws an
// error that names it.
// Backends: one
const assert = require('assert');
const util = require('util');
const child_process = require('child_process');

const names = Object.keys(child_process).sort();
assert.deepStrictEqual(names, [
  'ChildProcess', '_forkChild', 'exec', 'execFile', 'execFileSync', 'execSync',
  'fork', 'spawn', 'spawnSync',
]);
for (const name of names) {
  const expected = {
    code: 'ERR_METHOD_NOT_IMPLEMENTED',
    message: `The child_process.${name}() method is not implemented`,
  };
  assert.strictEqual(child_process[name].name, name);
  assert.throws(() => child_process[name]('true'), expected);
  assert.throws(() => new child_process[name]('true'), expected);
  assert.strictEqual(typeof util.promisify(child_process[name]), 'function');
}
assert.strictEqual(child_process.ChildProcess.prototype.on,
                   require('events').prototype.on);
class Mine extends child_process.ChildProcess {}
assert.throws(() => new Mine(), { code: 'ERR_METHOD_NOT_IMPLEMENTED' });
