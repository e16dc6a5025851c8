// Backends: one
'use strict';
const events = [];
const tell = (name) => {
  events.push(name);
  if (events.length === 6) {
    console.log(events.join(' '));
    clearInterval(wait);
  }
};
process.on('SIGUSR1', tell);
process.on('SIGUSR2', tell);
const wait = setInterval(() => {}, 1000);
for (let i = 0; i < 3; ++i) {
  process.kill(process.pid, 'SIGUSR2');
  process.kill(process.pid, 'SIGUSR1');
}
// What is removed hears no more, also of what has come already.
process.once('SIGHUP', () => console.log('once'));
process.kill(process.pid, 'SIGHUP');
process.kill(process.pid, 'SIGHUP');
