// Backends: one
// Exit: 1
// Stderr: (?s)Error: broken.*Emitted 'error' event on Machine instance at:\n    at .*run
'use strict';
const EventEmitter = require('events');
class Machine extends EventEmitter {}
const error = new Error('broken');
setImmediate(function run() {
  new Machine().emit('error', error);
});
