// Backends: one
// Stderr: ^one\ntwo\nAssertion failed: three 3\nTrace: four\n    at .*errors_go_to_stderr\.js
'use strict';
console.error('one');
console.warn('two');
console.assert(false, 'three %d', 3);
console.trace('four');
