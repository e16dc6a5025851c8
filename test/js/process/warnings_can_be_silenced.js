// Backends: one
// Flags: --no-warnings
// Stderr: ^$
'use strict';
process.emitWarning('nobody reads this');
