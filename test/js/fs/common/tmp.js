'use strict';
// A directory of the test's own, gone when it ends.
const fs = require('fs');
const os = require('os');
const path = require('path');
const root = fs.mkdtempSync(path.join(os.tmpdir(), 'fs-test-'));
process.on('exit', () => fs.rmSync(root, { recursive: true, force: true }));
exports.root = root;
exports.at = (...names) => path.join(root, ...names);
