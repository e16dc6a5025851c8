// Backends: one
'use strict';
const assert = require('assert');
const fs = require('fs');
const { createRequire } = require('module');
const os = require('os');
const path = require('path');
const url = require('url');
const { test } = require('../common/test');

const codes = [];
process.on('warning', ({ code, message }) => {
  codes.push(code);
  assert.match(message, /^`url\.parse\(\)` behavior is not standardized/);
});
const soon = () => new Promise((resolve) => setImmediate(resolve));

test(async () => {
  // A package's call is not the program's to change.
  const top = fs.mkdtempSync(path.join(os.tmpdir(), 'url-'));
  fs.mkdirSync(path.join(top, 'node_modules', 'p'), { recursive: true });
  fs.writeFileSync(path.join(top, 'node_modules', 'p', 'index.js'),
                   "require('url').parse('http://a/');");
  createRequire(path.join(top, 'x.js'))('p');
  // Nor are these the function.
  new url.Url().parse('http://a/');
  url.format({ host: 'a' });
  new url.Url().resolve('/a');
  await soon();
  assert.deepStrictEqual(codes, []);
  url.resolve('http://a/', 'b');
  url.parse('http://a/');
  await soon();
  assert.deepStrictEqual(codes, ['DEP0169']);
  fs.rmSync(top, { recursive: true });
});
