// Backends: one
'use strict';
const util = require('util');
const value = { a: { b: { c: { d: 1 } } }, list: Array(200).fill(1), s: 'x' };
console.log(util.inspect(value, { depth: 0 }));
console.log(util.inspect(value.list, { maxArrayLength: 3 }));
console.log(util.inspect({ b: 1, a: 2 }, { sorted: true, compact: false }));
console.log(util.inspect(new (class Foo { #p = 1; get x() { return 1; } })(),
                         { showHidden: true, getters: true }));
console.log(util.inspect({ [util.inspect.custom]: (d, o) => `depth ${d}` }));
console.log(util.inspect(new Proxy({ a: 1 }, {}), { showProxy: true }));
console.log(util.inspect('it\'s'), util.inspect(new String('boxed')));
const circle = { name: 'c' };
circle.self = circle;
console.log(util.inspect(circle), util.inspect(new Map([[circle, 1]])));
console.log(util.inspect(new WeakMap()), util.inspect(Symbol('s')));
console.log(util.inspect([1, [2, [3, [4, [5]]]]], false, null));
console.log(util.inspect(1234567.891, { numericSeparator: true }));
console.log(JSON.stringify(util.inspect('x', { colors: true })));
