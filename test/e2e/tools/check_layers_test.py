"""tools/check_layers finds what it says it finds."""

import pathlib
import subprocess
import tempfile
import unittest

CHECK_LAYERS = (pathlib.Path(__file__).resolve().parents[3] / 'tools'
                / 'check_layers')

TYPINGS = """\
export interface ClockBinding {
  now(): number;
  setCallbacks(callbacks: { onTick?: Function; }): void;
}

export interface Bindings {
  clock: ClockBinding;
}
"""


class CheckLayersTest(unittest.TestCase):

    def check(self, files):
        """The faults that check_layers finds in a tree of these files."""
        with tempfile.TemporaryDirectory() as directory:
            root = pathlib.Path(directory)
            subprocess.run(['git', 'init', '-q', root], check=True)
            for name, text in {'typings/bindings.d.ts': TYPINGS,
                               **files}.items():
                path = root / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            run = subprocess.run([CHECK_LAYERS, '--root', root],
                                 capture_output=True, text=True)
            lines = run.stdout.splitlines()
            self.assertTrue(lines, run.stderr)
            found = lines[:-1]
            self.assertEqual(run.returncode, 1 if found else 0)
            return found

    def assert_fault(self, files, expected):
        found = self.check(files)
        self.assertEqual(len(found), 1, found)
        self.assertIn(expected, found[0])

    def test_accepts_what_is_in_order(self):
        self.assertEqual(self.check({
            'core/base/a.h': '#pragma once\n',
            'core/net/b.h': '#include "core/base/a.h"\n',
            'runtime/c.cc': '#include <v8.h>\n#include "core/net/b.h"\n',
            'lib/a.js': "const clock = binding('clock');\n"
                        'clock.setCallbacks({ onTick() { clock.now(); } });\n'
                        "// require('not/a/module'), binding('none')\n"
                        "require('internal/b');\n",
            'lib/internal/b.js': "const { now } = binding('clock');\nnow();\n",
        }), [])

    def test_core_knows_no_v8(self):
        self.assert_fault({'core/base/a.h': '#include <v8-isolate.h>\n'},
                          'core/base/a.h:1: core/ includes <v8-isolate.h>')

    def test_core_knows_no_runtime(self):
        self.assert_fault({'core/base/a.cc': '\n#include "runtime/x.h"\n'},
                          'core/base/a.cc:2: core/ includes runtime/x.h')

    def test_core_points_down(self):
        self.assert_fault(
            {'core/base/a.h': '#include "core/http/server/b.h"\n',
             'core/http/server/b.h': ''},
            'core/base includes core/http/server/b.h, which is not below it')

    def test_the_rooms_of_http_point_down(self):
        for room in 'server', 'client':
            with self.subTest(room):
                self.assertEqual(self.check({
                    f'core/http/{room}/a.h': '#include "core/http/message/b.h"\n',
                    'core/http/message/b.h': ''}), [])
                self.assert_fault(
                    {'core/http/message/a.h': f'#include "core/http/{room}/b.h"\n',
                     f'core/http/{room}/b.h': ''},
                    f'core/http/message includes core/http/{room}/b.h, '
                    'which is not below it')
        self.assert_fault(
            {'core/http/client/a.h': '#include "core/http/server/b.h"\n',
             'core/http/server/b.h': ''},
            'core/http/client includes core/http/server/b.h, '
            'which is not below it')

    def test_every_room_of_core_has_a_rank(self):
        self.assert_fault({'core/http/a.h': ''},
                          'core/http/a.h:1: core/http has no rank')

    def test_include_cycle(self):
        self.assert_fault(
            {'core/base/a.h': '#include "core/base/b.h"\n',
             'core/base/b.h': '#include "core/base/a.h"\n'},
            'include cycle: core/base/a.h -> core/base/b.h -> core/base/a.h')

    def test_undeclared_binding(self):
        self.assert_fault({'lib/a.js': "binding('watch');\n"},
                          "lib/a.js:1: no binding 'watch'")

    def test_undeclared_function(self):
        for text in ("const c = binding('clock');\nc.later();\n",
                     "\nconst { later } = binding('clock');\nlater();\n",
                     "const c = binding('clock');\nconst { later: a } = c;\n"
                     'a();\n',
                     "\nbinding('clock').later();\n"):
            with self.subTest(text):
                self.assert_fault(
                    {'lib/a.js': text},
                    "lib/a.js:2: binding 'clock' declares no later")

    def test_undeclared_callback(self):
        self.assert_fault(
            {'lib/a.js': "const c = binding('clock');\n"
                         'c.setCallbacks({ onTick, onTock: () => {} });\n'},
            'no callback onTock is declared')

    def test_missing_module(self):
        self.assert_fault({'lib/a.js': "require('internal/b');\n"},
                          "lib/a.js:1: no module 'internal/b' in lib/")

    def test_public_module_that_is_not_there_yet(self):
        self.assertEqual(self.check({
            'lib/a.js': "f();\nfunction f() {\n  require('repl');\n}\n"}), [])
        self.assert_fault({'lib/a.js': "require('repl');\n"},
                          "no module 'repl' in lib/")

    def test_unused_names(self):
        for text in ('\nfunction f() {}\n', '\nconst a = 1;\n',
                     '\nconst { a, b: c = 1 } = module;\na();\n'):
            with self.subTest(text):
                self.assert_fault({'lib/a.js': text}, 'lib/a.js:2: nothing uses')
        exports = '\nfunction f() {}\nmodule.exports = {\n  f,\n};\n'
        self.assert_fault({'lib/internal/a.js': exports},
                          'lib/internal/a.js:2: nothing uses f')
        # What a public module exports is for programs.
        self.assertEqual(self.check({'lib/a.js': exports}), [])
        self.assertEqual(self.check({
            'lib/internal/a.js': exports,
            'lib/b.js': "require('internal/a').f();\n"}), [])
        self.assertEqual(self.check({
            'lib/internal/a.js': exports, 'runtime/a.cc': 'Call<"f">();\n'}),
                         [])

    def test_long_file(self):
        for name in ('lib/a.js', 'docs/a.md', 'tools/a'):
            with self.subTest(name):
                self.assertEqual(self.check({name: ';\n' * 800}), [])
                self.assert_fault({name: ';\n' * 801},
                                  f'{name}:801: one of 801 lines')

    def test_data_may_be_long(self):
        self.assertEqual(self.check({
            'bench/a.json': '\n' * 801, 'test/cases.txt': '\n' * 801,
            'fuzz/corpus/a/b': '\n' * 801}), [])

    def test_links(self):
        self.assertEqual(self.check({
            'docs/a.md': '# A b, c!\n[x](b.md) [y](../lib/a.js) [z](#a-b-c)\n'
                         '[w](b.md#to-see) `[no](link)`\n'
                         '```cpp\n[]() {}\n[a](nope)\n```\n',
            'docs/b.md': '## To `see`\n', 'lib/a.js': ''}), [])
        self.assert_fault({'docs/a.md': '\n[x](b.md)\n'},
                          'docs/a.md:2: links to b.md, which is not there')
        self.assert_fault({'a.md': '[x](#b)\n# A\n'},
                          'a.md:1: links to a heading b that a.md has not got')

    def test_names_of_machines(self):
        for path in ('/tmp/ro' 'ndo/x', '/ho' 'me/joe/x', '/ro' 'ot/x',
                     '/Us' 'ers/joe'):
            with self.subTest(path):
                self.assert_fault({'README.md': f'see {path}\n'},
                                  'README.md:1: names a registry or a machine')


if __name__ == '__main__':
    unittest.main()
