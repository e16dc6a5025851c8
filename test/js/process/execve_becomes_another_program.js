'use strict';
const assert = require('assert');

assert.throws(() => process.execve(5), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => process.execve('/x', ['a\0b']), {
  code: 'ERR_INVALID_ARG_VALUE', message: /'args\[0\]'/,
});
assert.throws(() => process.execve('/x', [], { a: 5 }), {
  code: 'ERR_INVALID_ARG_VALUE', message: /'env'/,
});
assert.throws(() => process.execve('/nope'), {
  code: 'ENOENT', syscall: 'execve', path: '/nope',
});
process.on('exit', () => console.log('never'));
// No descriptor of ours is open in the other program.
process.execve('/bin/sh',
               ['sh', '-c', 'echo $VALUE $0 $1; ls /proc/self/fd | wc -l',
                'zero', 'one'],
               { VALUE: 'value', PATH: process.env.PATH });
