// Exit: 1
// Stderr: (?s)\nError: x\n    at .*\{\n  code: 'E_X',\n  detail: \[ 1, 2 \]\n\}
'use strict';
throw Object.assign(new Error('x'), { code: 'E_X', detail: [1, 2] });
