// Exit: 1
// Stderr: (?s)\n.*uncaught_value\.js:4\nthrow \{ a: 1 \};\n\^\n\{ a: 1 \}
'use strict';
throw { a: 1 };
