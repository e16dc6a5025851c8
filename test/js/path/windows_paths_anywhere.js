// Backends: one
'use strict';
const assert = require('assert');
const { win32 } = require('path');
assert.strictEqual(win32.join('C:\\a', '..', 'b/c'), 'C:\\b\\c');
assert.strictEqual(win32.normalize('C:////temp\\\\/\\/foo/bar'),
                   'C:\\temp\\foo\\bar');
assert.strictEqual(win32.relative('C:\\Foo\\bar', 'c:\\foo\\baz'), '..\\baz');
assert.strictEqual(win32.dirname('\\\\server\\share\\file'),
                   '\\\\server\\share\\');
assert.strictEqual(win32.isAbsolute('C:x'), false);
assert.strictEqual(win32.toNamespacedPath('\\\\a\\b\\c'), '\\\\?\\UNC\\a\\b\\c');
assert.strictEqual(require('path/win32'), win32);
