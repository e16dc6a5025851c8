// Base memory: a program that has started and waits.
console.log('hello');
setInterval(function () {}, 1000000);
