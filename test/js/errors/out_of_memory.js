// Flags: --max-old-space-size=40
// Exit: 134
// Stderr: JavaScript heap reached its limit
// Timeout: 60
'use strict';
const kept = [];
for (;;) kept.push({ a: [kept.length], b: `${kept.length}` });
