// Backends: one
'use strict';
const assert = require('assert');

const symbol = Symbol('s');
assert.deepStrictEqual({ [symbol]: { a: 1 } }, { [symbol]: { a: 1 } });
assert.notDeepStrictEqual({ [symbol]: { a: 1 } }, { [symbol]: { a: 2 } });
assert.deepEqual({ [symbol]: 1 }, { [symbol]: 2 });  // loose: not looked at

// One member stands for one other.
assert.deepStrictEqual(new Set([{ a: 1 }, { a: 2 }]),
                       new Set([{ a: 2 }, { a: 1 }]));
assert.notDeepStrictEqual(new Set([{ a: 1 }, { a: 2 }]),
                          new Set([{ a: 1 }, { a: 1 }]));
assert.notDeepStrictEqual(new Map([[{}, 1], [{}, 2]]),
                          new Map([[{}, 1], [{}, 1]]));
