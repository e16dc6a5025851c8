// Backends: one
// Exit: 1
// Stderr: \{\n  deep: \{\n    b: \{\n      c: \{ d: \{ e: \{ f: \[Object\] \} \} \}\n    \}\n  \},\n  own: \{\n    Symbol\(nodejs
'use strict';
// Without any code of the program's, which may be what has failed.
const error = new Error('told');
error.deep = { b: { c: { d: { e: { f: { g: 1 } } } } } };
error.own = { [Symbol.for('nodejs.util.inspect.custom')]: () => 'shown' };
throw error;
