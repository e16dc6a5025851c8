// Exit: 1
// Stderr: (?s)fixtures/broken\.js:2\n  retrun 1;\n         \^\n\nSyntaxError: Unexpected
'use strict';
require('./fixtures/broken');
