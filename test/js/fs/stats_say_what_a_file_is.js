// Backends: one
'use strict';
const assert = require('assert');
const fs = require('fs');
const { at, root } = require('./common/tmp');

fs.writeFileSync(at('file'), '12345');
fs.utimesSync(at('file'), 1e9, new Date(1.5e12));
const stats = fs.statSync(at('file'));
assert(stats.isFile() && !stats.isDirectory() && !stats.isSymbolicLink());
assert.strictEqual(stats.size, 5);
assert.strictEqual(stats.atimeMs, 1e12);
assert.strictEqual(stats.mtime.getTime(), 1.5e12);
assert(stats.birthtimeMs <= Date.now() + 1000);
const big = fs.statSync(at('file'), { bigint: true });
assert.strictEqual(big.size, 5n);
assert.strictEqual(big.mtimeNs, 1_500_000_000_000_000_000n);
assert.strictEqual(big.mtimeMs, 1_500_000_000_000n);
assert.strictEqual(big.ino, BigInt(stats.ino));
assert(big.isFile());
assert(fs.statSync(root).isDirectory());
assert(fs.statSync('/dev/null').isCharacterDevice());
fs.symlinkSync('nowhere', at('link'));
assert(fs.lstatSync(at('link')).isSymbolicLink());
assert.strictEqual(fs.statSync(at('link'), { throwIfNoEntry: false }),
                   undefined);
assert.throws(() => fs.statSync(at('link')), { code: 'ENOENT' });
assert.deepStrictEqual(
  Object.keys(stats),
  ['dev', 'mode', 'nlink', 'uid', 'gid', 'rdev', 'blksize', 'ino', 'size',
   'blocks', 'atimeMs', 'mtimeMs', 'ctimeMs', 'birthtimeMs', 'mtime']);
