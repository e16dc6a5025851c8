'use strict';
/** Also where a program catches them: no frame of theirs is in that file. */
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { inspect } = require('util');

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'syntax-'));
const file = path.join(directory, 'bad.js');
fs.writeFileSync(file, 'const fine = 1;\nconst a = ;\n');
let error;
try {
  require(file);
} catch (thrown) {
  error = thrown;
}
fs.rmSync(directory, { recursive: true });
assert(error instanceof SyntaxError);
const place = `${file}:2\nconst a = ;\n          ^\n\nSyntaxError: `;
assert(error.stack.startsWith(place), error.stack);
assert(inspect(error).startsWith(place), inspect(error));
