// Backends: one
'use strict';
const { AsyncLocalStorage, AsyncResource } = require('async_hooks');
const storage = new AsyncLocalStorage();
const later = storage.run('bound', () =>
  AsyncLocalStorage.bind(() => console.log('bind', storage.getStore())));
const resource = storage.run('resource', () => new AsyncResource('Mine'));
storage.run('outer', () => {
  process.nextTick(() => console.log('tick', storage.getStore()));
  setImmediate(() => {
    console.log('immediate', storage.getStore());
    setTimeout(() => console.log('timer', storage.getStore()), 1);
  });
  queueMicrotask(() => console.log('microtask', storage.getStore()));
  Promise.resolve().then(() => console.log('then', storage.getStore()));
  storage.run('inner', async () => {
    await null;
    console.log('await', storage.getStore());
  });
  storage.exit(() => console.log('exit', storage.getStore()));
});
console.log('outside', storage.getStore());
later();
resource.runInAsyncScope(() => console.log('scope', storage.getStore()));
setTimeout(() => console.log('afterwards', storage.getStore()), 300);
