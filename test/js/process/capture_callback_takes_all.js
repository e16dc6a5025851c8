// Backends: one
'use strict';
const assert = require('assert');
process.on('uncaughtException', () => console.log('never'));
process.setUncaughtExceptionCaptureCallback((e) => console.log('got', e.message));
assert.throws(() => process.setUncaughtExceptionCaptureCallback(() => {}),
              { code: 'ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET' });
console.log(process.hasUncaughtExceptionCaptureCallback());
setTimeout(() => process.setUncaughtExceptionCaptureCallback(null), 1);
throw new Error('one');
