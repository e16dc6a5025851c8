'use strict';
// The methods of AsyncLocalStorage, and where its store is seen.
const { AsyncLocalStorage } = require('async_hooks');

const storage = new AsyncLocalStorage();
const show = (what) => console.log(what, storage.getStore());

// Synchronously.
console.log(storage.run(1, (a, b) => [storage.getStore(), a, b], 'a', 'b'));
show('outside');
storage.enterWith('entered');
storage.exit(() => show('exit'));
show('after exit');
storage.disable();
show('disabled');
try {
  storage.run(1, () => { throw new Error('inside'); });
} catch (error) {
  show(error.message);
}

// Defaults and names.
const named = new AsyncLocalStorage({ defaultValue: 'default', name: 5 });
console.log(named.getStore(), typeof named.name, named.name);
named.exit(() => console.log('exit', named.getStore()));
named.run(undefined, () => console.log('undefined', named.getStore()));

// Functions that keep a context.
const bound = storage.run('bound', () =>
  AsyncLocalStorage.bind((a, b) => [storage.getStore(), a, b]));
console.log(bound(1, 2), bound.length, bound.name);
const snapshot = storage.run('snapshot', () => AsyncLocalStorage.snapshot());
console.log(snapshot((a) => [storage.getStore(), a], 3));

// A scope ends where it is disposed of, once.
const outer = storage.withScope('outer');
const inner = storage.withScope('inner');
show('in scope');
inner.dispose();
inner.dispose();
show('out of it');
outer[Symbol.dispose]();
show('out of all');

// What is thrown is handled in the context that it was thrown in.
process.on('uncaughtException', (error) => show(`uncaught ${error}`));
process.on('unhandledRejection', (error) => show(`unhandled ${error}`));
storage.run('timer', () => setTimeout(() => { throw 1; }, 1));
storage.run('immediate', () => setTimeout(() => {
  setImmediate(() => { throw 2; });
}, 10));
storage.run('tick', () => setTimeout(() => {
  process.nextTick(() => { throw 3; });
}, 20));
storage.run('callback', () => setTimeout(() => {
  require('fs').stat('/', () => { throw 4; });
}, 30));
storage.run('promise', () => setTimeout(() => { Promise.reject(5); }, 50));
setTimeout(() => show('a task behind'), 70);
