// Backends: one
'use strict';
process.on('SIGUSR2', (name, number) => {
  console.log(name, number);
  clearInterval(wait);
});
const wait = setInterval(() => {}, 1000);
process.kill(process.pid, 'SIGUSR2');
try {
  process.on('SIGKILL', () => {});
} catch (error) {
  console.log(error.code, error.syscall);
}
try {
  process.kill(process.pid, 'SIGNO');
} catch (error) {
  console.log(error.code);
}
console.log(process.kill(process.pid, 0));
