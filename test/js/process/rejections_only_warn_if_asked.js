// Backends: one
// Flags: --unhandled-rejections=warn
// Stderr: UnhandledPromiseRejectionWarning: Error: careless
'use strict';
Promise.reject(new Error('careless'));
setTimeout(() => console.log('goes on'), 1);
