// Backends: one
'use strict';
const { Console } = require('console');
const { Writable } = require('stream');
const out = [];
const stream = new Writable({
  write(chunk, encoding, done) {
    out.push(String(chunk));
    done();
  },
});
const own = new Console({ stdout: stream, groupIndentation: 1 });
const { log } = own;
log('bound');
own.group();
own.error({ a: 1 });
console.log(out, own instanceof Console, console instanceof Console);
try {
  new Console({ stdout: {} });
} catch (error) {
  console.log(error.code);
}
