// Exit: 1
// Stderr: (?s)Error: Cannot find module '\./nope'\nRequire stack:\n- .*errors/fixtures/requires_nope\.js\n- .*errors/missing_module\.js\n.*code: 'MODULE_NOT_FOUND'
'use strict';
require('./fixtures/requires_nope');
