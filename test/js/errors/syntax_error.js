// Exit: 1
// Stderr: (?s)syntax_error\.js:4\nlet answer = \);\n             \^\n\nSyntaxError: Unexpected token '\)'
'use strict';
let answer = );
