// A signal comes in the asynchronous context in which listening to it began.
'use strict';
const assert = require('assert');
const { AsyncLocalStorage } = require('async_hooks');
const { mustCall } = require('../common/test');

const storage = new AsyncLocalStorage();
const heard = [];
storage.run('first', () => {
  process.on('SIGUSR2', () => heard.push(storage.getStore()));
});
storage.run('second', () => {
  process.on('SIGUSR2', () => heard.push(storage.getStore()));
});
const alive = setInterval(() => {}, 1000);
process.once('SIGUSR2', mustCall(() => {
  clearInterval(alive);
  setImmediate(mustCall(() => {
    assert.deepStrictEqual(heard, ['first', 'first']);
  }));
}));
storage.run('sender', () => process.kill(process.pid, 'SIGUSR2'));
