// Backends: one
// Env: NODE_DEBUG=rondo*
// Stderr: ^RONDO-TEST \d+: hello 1\n$
'use strict';
const { debuglog } = require('util');
debuglog('rondo-test')('hello %d', 1);
debuglog('other')('never');
console.log(debuglog('rondo-x').enabled, debuglog('other').enabled);
