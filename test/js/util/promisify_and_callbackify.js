// Backends: one
'use strict';
const util = require('util');
const twice = (x, done) => setImmediate(done, null, x * 2);
util.promisify(twice)(4).then(console.log);
util.promisify((done) => done(new Error('no')))().catch((e) =>
  console.log(e.message));
util.callbackify(async (x) => x + 1)(1, (error, value) =>
  console.log(error, value));
util.callbackify(() => Promise.reject(null))((error) =>
  console.log(error.code, error.reason));
