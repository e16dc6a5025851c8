// Backends: one
'use strict';
const { channel, subscribe, unsubscribe, tracingChannel } =
  require('diagnostics_channel');
const { AsyncLocalStorage } = require('async_hooks');
const listener = (data, name) => console.log(name, data);
subscribe('mine', listener);
const mine = channel('mine');
mine.publish({ a: 1 });
console.log(mine.hasSubscribers, unsubscribe('mine', listener),
            mine.hasSubscribers);
const storage = new AsyncLocalStorage();
mine.bindStore(storage, (data) => data.id);
mine.runStores({ id: 7 }, () => console.log('store', storage.getStore()));
const trace = tracingChannel('work');
const events = {};
for (const event of ['start', 'end', 'asyncStart', 'asyncEnd', 'error']) {
  events[event] = ({ result }) => console.log(event, result);
}
trace.subscribe(events);
trace.traceSync((x) => x * 2, {}, null, 4);
trace.tracePromise(async () => 'later').then((value) => console.log(value));
