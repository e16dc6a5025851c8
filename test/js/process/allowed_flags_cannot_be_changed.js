// Backends: one
'use strict';
const assert = require('assert');
const flags = process.allowedNodeEnvironmentFlags;

assert(flags.has('--require') && flags.has('-r') && flags.has('r'));
assert(flags.has('max_http_header_size=5'));
assert(!flags.has('--eval'));
// What has no effect may stand there, too; so may what Node had once.
for (const flag of ['--inspect-brk', 'use_openssl_ca', '--no-addons',
                    '--experimental-worker', '--napi-modules',
                    '--http-parser=legacy', '--max-heap-size=100']) {
  assert(flags.has(flag), flag);
}
assert(Object.isFrozen(flags));
const size = flags.size;
assert(size > 10);
Set.prototype.add.call(flags, 'foo');
flags.add('foo');
flags.delete('-r');
flags.clear();
assert.strictEqual(flags.has('foo'), false);
assert.strictEqual(flags.size, size);
for (const list of [[...flags], [...flags.keys()], [...flags.values()],
  [...flags.entries()].map(([name]) => name)]) {
  assert.strictEqual(list.length, size);
  assert(list.includes('-r') && !list.includes('foo'));
}
let calls = 0;
flags.forEach(function(value, key, all) {
  ++calls;
  assert.strictEqual(value, key);
  assert.strictEqual(all, flags);
  assert.strictEqual(this, process);
}, process);
assert.strictEqual(calls, size);
