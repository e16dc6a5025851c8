// Exit: 4
'use strict';
// Even where no function is called any more.
let reached = 0;
process.on('exit', () => {});
process.reallyExit(4); reached = 1; process._rawDebug('never', reached);
