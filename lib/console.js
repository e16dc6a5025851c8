'use strict';

/**
 * node:console, the global console: a Console over the standard streams, which
 * are made when something is first printed.
 */

const {
  Console,
  ConsoleState,
  initialize,
} = require('internal/console/console');

/** Streams that are asked for each time: process.stdout can be replaced. */
class StandardState extends ConsoleState {}
for (const name of ['stdout', 'stderr']) {
  let replaced;
  Object.defineProperty(StandardState.prototype, name, {
    __proto__: null,
    get: () => replaced ?? process[name],
    set(stream) {
      replaced = stream;
    },
  });
}

// A namespace: its prototype is an empty object.
const console = Object.create({});
initialize(console, new StandardState());

Object.defineProperty(console, Symbol.toStringTag, {
  __proto__: null,
  value: 'console',
  writable: false,
  enumerable: false,
  configurable: true,
});

for (const name of ['_stdout', '_stderr']) {
  Object.defineProperty(console, name, {
    __proto__: null,
    ...Object.getOwnPropertyDescriptor(Console.prototype, name),
  });
}

console.Console = Console;
// Of the inspector, when one is attached.
console.profile = function profile() {};
console.profileEnd = function profileEnd() {};
console.timeStamp = function timeStamp() {};
console.context = function context() {
  return console;
};

module.exports = console;
