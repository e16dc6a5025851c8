// Backends: one
// Exit: 1
// Stderr: ERR_UNHANDLED_REJECTION
'use strict';
Promise.reject({ not: 'an error' });
