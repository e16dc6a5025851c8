// Exit: 1
// Stderr: (?s)uncaught_error\.js:8\n  throw new TypeError\('boom'\);\n  \^\n\nTypeError: boom\n    at Immediate.fail \(.*uncaught_error\.js:8:9\)
'use strict';
// File, line, excerpt and stack; the exit event comes before.
process.on('exit', (code) => console.log('exit', code));
setImmediate(fail);
function fail() {
  throw new TypeError('boom');
}
