"""Values that look plain and are not: what console.log prints of them before
util.inspect is loaded (lib/internal/util/plain_inspect.js) is what it prints
afterwards."""

import concurrent.futures
import os
import subprocess
import unittest

RONDO = os.environ['RONDO']

# Each is the first that a program prints.
CASES = r'''
"100%", 1
"%s", "a"
"%%", 1
"%d items", 3
"a", "%s", "b"
Symbol("a")
{ [Symbol("a")]: 1 }
{ a: Symbol("b") }
() => 1
{ f() {} }
class A {}
new (class A { a = 1; })()
new (class extends Array {})()
Object.create(null)
Object.create({ a: 1 })
Object.create({ a: 1 }, { b: { value: 1 } })
Object.create(Array.prototype)
Object.setPrototypeOf([1], null)
Object.setPrototypeOf([1], Object.prototype)
Object.setPrototypeOf({ a: 1 }, Array.prototype)
{ get a() { return 1; } }
{ set a(b) {} }
{ get a() { throw 1; } }
{ constructor: 1 }
{ constructor: class B {} }
Object.defineProperty({}, "constructor", { value: class C {} })
Object.defineProperty({ a: 1 }, "hidden", { value: 1 })
Object.defineProperty([1, 2], 1, { value: 2, enumerable: false })
{ ["__proto__"]: 1 }
{ __proto__: null, a: 1 }
{ [Symbol.toStringTag]: "Tag" }
{ [Symbol.for("nodejs.util.inspect.custom")]() { return "custom"; } }
[{ [Symbol.for("nodejs.util.inspect.custom")]: 5 }]
new Proxy({ a: 1 }, {})
new Proxy([1], {})
{ p: new Proxy({}, {}) }
new Proxy({}, { getPrototypeOf() { throw 1; }, has() { throw 1; } })
[, 1]
[1, , 2]
new Array(3)
Object.assign([1], { a: 1 })
Object.assign([1, , 3], { foo: 1 })
[1, 2, 3, 4, 5, 6, 7]
Array.from({ length: 200 }, (_, i) => i)
Object.freeze([1])
Object.freeze({ a: 1 })
((a) => (a.self = a))({})
((a) => (a.push(a), a))([])
((a) => ({ b: a, c: a }))({ d: 1 })
{ a: { b: { c: {} } } }
{ a: { b: { c: { d: 1 } } } }
[[[[]]]]
[[[[1]]]]
{ a: [{ b: [{ c: 1 }] }] }
"it's"
["it's"]
{ a: "it's \"quoted\"" }
["`\"'"]
["back\\slash"]
["line\nbreak"]
["\x1b[31m"]
["\x7f\x9f"]
["\ud83d\ude00"]
["\ud83d"]
["\u200b\ufeff\uffff"]
{ "it's": 1 }
{ "a\nb": 1 }
{ "\ud83d\ude00": 1 }
{ a: "x".repeat(999), b: "x".repeat(1001) }
["x".repeat(10001)]
new Date(0)
new Map([[1, { a: 2 }]])
new Set([1])
/a/g
new Error("message").message
Object(1)
Object("text")
Object(1n)
Promise.resolve(1)
new Uint8Array(3)
Buffer.from("a")
new ArrayBuffer(2)
new WeakMap()
function* g() {}
(function () { return arguments; })(1, 2)
JSON
Math
globalThis === undefined
Object.prototype
Array.prototype
Object
-0, [-0]
""
"", ""
undefined
...[]
null, undefined
'''.strip().split('\n')

# Programs that change the language first.
CHANGES = r'''
Object.prototype[Symbol.toStringTag] = "Tag"
Array.prototype[Symbol.for("nodejs.util.inspect.custom")] = () => "custom"
Object.prototype.constructor = class Other {}
Object.prototype.added = 1
Array.prototype.added = 1
String.prototype.includes = () => true
Object.keys = () => []
Array.prototype.join = () => "joined"
'''.strip().split('\n')


def run(program):
    done = subprocess.run([RONDO, '-e', program], capture_output=True,
                          text=True, errors='surrogateescape')
    return done.returncode, done.stdout, done.stderr


class PlainInspectTest(unittest.TestCase):

    def compare(self, programs):
        loaded = [f'require("util"); {program}' for program in programs]
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            results = list(pool.map(run, [*programs, *loaded]))
        for i, program in enumerate(programs):
            with self.subTest(program):
                self.assertEqual(results[i], results[i + len(programs)])
                self.assertEqual(results[i][0], 0)

    def test_special_values_are_left_to_the_inspector(self):
        self.compare([f'console.log({case})' for case in CASES])

    def test_special_values_within_plain_ones(self):
        self.compare([f'console.log({{ a: [1, ({case})] }}, "text")'
                      for case in CASES
                      if ', ' not in case and not case.startswith('...')])

    def test_colors(self):
        self.compare([f'new console.Console({{ stdout: process.stdout, '
                      f'colorMode: true }}).log({case})' for case in CASES])

    def test_a_changed_language(self):
        self.compare([f'{change}; console.log({{ a: 1 }}, [1, {{ b: "text" }}])'
                      for change in CHANGES])

    def test_the_inspector_can_be_changed(self):
        self.assertEqual(run('''
            console.log({ a: 1, b: { c: 1 } });
            require('util').inspect.defaultOptions.depth = 0;
            console.log({ a: 1, b: { c: 1 } });'''),
            (0, '{ a: 1, b: { c: 1 } }\n{ a: 1, b: [Object] }\n', ''))


if __name__ == '__main__':
    unittest.main()
