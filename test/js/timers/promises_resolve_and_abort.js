// Backends: one
'use strict';
const timers = require('timers/promises');
(async () => {
  console.log(await timers.setTimeout(1, 'value'));
  console.log(await timers.setImmediate('now'));
  const controller = new AbortController();
  const wait = timers.setTimeout(1e6, null, { signal: controller.signal });
  controller.abort(new Error('enough'));
  await wait.catch((e) => console.log(e.name, e.code, e.cause.message));
  let rounds = 0;
  for await (const value of timers.setInterval(1, 'again')) {
    console.log(value);
    if (++rounds === 2) break;
  }
  await timers.scheduler.wait(1);
  await timers.scheduler.yield();
  await timers.setTimeout('1').catch((e) => console.log(e.code));
  console.log(await require('util').promisify(setTimeout)(1, 'promisified'));
})();
