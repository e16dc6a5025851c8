'use strict';
// What is printed before util.inspect is loaded equals what it would say, for
// thousands of values, and printing them does not load it.
const { Console } = console;

let seed = 20240607;
function random(below) {
  seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
  return (seed >>> 8) % below;
}
const pick = (list) => list[random(list.length)];

const kCharacters = [...'abcXYZ019 _-.,:;!?"`(){}[]<>/|~@#$^&*+=éßñ中文'];
const kKeys = ['a', 'b1', '_c', 'Name', 'x-y', '0', '12', '', 'a b', '$d', 'é',
               'toString', 'valueOf', 'hasOwnProperty', 'length', 'inspect'];
const kNumbers = [0, -0, 1, -1, 0.5, 1e21, 1e-7, NaN, Infinity, -Infinity,
                  2 ** 53, 123456.789, 0xffffffff];

function text(limit = 14) {
  let all = '';
  for (let i = random(limit); i > 0; i--) all += pick(kCharacters);
  return all;
}

function primitive() {
  switch (random(9)) {
    case 0: return pick(kNumbers);
    case 1: return random(100000);
    case 2: return BigInt(random(1000)) - 500n;
    case 3: return random(2) === 0;
    case 4: return null;
    case 5: return undefined;
    case 6: return text(90);
    default: return text();
  }
}

function value(depth) {
  if (depth > 2 || random(5) < 2) return primitive();
  if (random(2) === 0) {
    return Array.from({ length: random(7) }, () => value(depth + 1));
  }
  const object = {};
  for (let i = random(9); i > 0; i--) {
    object[random(2) ? pick(kKeys) : text(6).trim()] = value(depth + 1);
  }
  return object;
}

const calls = [];
for (let i = 0; i < 6000; i++) {
  const values = [value(0)];
  while (random(4) === 0) values.push(value(0));
  calls.push(values);
}
// Of one entry and of several, of every length about the end of a line.
for (let length = 40; length < 90; length++) {
  calls.push([{ name: 'x'.repeat(length) }], [['y'.repeat(length)]],
             [{ a: 1, b: [2, 'z'.repeat(length)] }],
             [{ a: { b: { c: 'x'.repeat(length - 10) } } }],
             [{ a: 'x'.repeat(20), b: 'y'.repeat(20), c: 'z'.repeat(length) }]);
}
for (let count = 1; count < 40; count++) {
  calls.push([Object.fromEntries(
    Array.from({ length: count }, (_, i) => [String.fromCharCode(97 + i % 26) +
      (i > 25 ? 'x' : ''), 1]))]);
}

// The inspector looks up functions of the language when it is loaded.
let lookups = 0;
const { getOwnPropertyDescriptor } = Object;
Object.getOwnPropertyDescriptor = function (...args) {
  lookups++;
  return Reflect.apply(getOwnPropertyDescriptor, Object, args);
};

let written;
const stdout = { write(chunk) { written = chunk; } };
const results = [false, true].map((colors) => {
  const printer = new Console({ stdout, colorMode: colors });
  return calls.map((values) => {
    printer.log(...values);
    return written;
  });
});
const lookupsOfPrinting = lookups;

const util = require('util');
const assert = require('assert');
assert.strictEqual(lookupsOfPrinting, 0);
util.inspect({});
assert(lookups > 0);
[false, true].forEach((colors, i) => {
  calls.forEach((values, n) => {
    assert.strictEqual(results[i][n],
                       `${util.formatWithOptions({ colors }, ...values)}\n`);
  });
});
