// Backends: one
// Exit: 1
// Stderr: ^throw .*\n\^\n\{\n  a: \{\n    b: \{\n      c: \{ d: \{ e: \{ f: \[Object\] \} \} \}\n
'use strict';
throw { a: { b: { c: { d: { e: { f: { g: 1 } } } } } } };
