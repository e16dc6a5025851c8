// Backends: one
// Stderr: ^\(node:\d+\) \[DEP1\] DeprecationWarning: old\n\(Use `rondo --trace-deprecation \.\.\.` to show where the warning was created\)\n\(node:\d+\) Mine: careful\nmore\n$
'use strict';
process.on('warning', (w) => console.log(w.name, w.code, w.message, w.detail));
const { deprecate } = require('util');
const old = deprecate(() => {}, 'old', 'DEP1');
old();
old();
process.emitWarning('careful', { type: 'Mine', detail: 'more' });
