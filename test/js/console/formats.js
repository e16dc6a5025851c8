// Backends: one
'use strict';
console.log('%s is %d years and %i days, %f', 'Bob', '42', 3.9, '1.5');
console.log('%j %o %O %%', { a: 1 }, [1], { b: { c: {} } });
console.log('%c styled', 'color: red');
console.log('no args %s');
console.log('a', 'b', { c: 'd' }, [1, 2n, Symbol('x')], null, undefined, -0);
console.log(new Map([[1, { a: 2 }]]), new Set(['x']), new (class Foo {})());
console.log([1.5, , 'x'], function named() {}, class A extends Array {});
console.log(Promise.resolve(4), new Proxy({}, {}), new Map([[1, 2]]).entries());
console.log(new Date(0), /x/g, new Error('e').message, [[[[1]]]]);
console.log();
