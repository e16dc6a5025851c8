"""What the command line means, and what is said of one that means nothing."""

import os
import subprocess
import tempfile
import unittest

RONDO = os.environ['RONDO']
INVALID_COMMAND_LINE = 9


class CommandLine(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.directory = directory.name

    def write(self, name, text):
        with open(os.path.join(self.directory, name), 'w',
                  encoding='utf-8') as file:
            file.write(text)

    def run_rondo(self, *arguments, input='', env=None):
        return subprocess.run(
            [RONDO, *arguments], input=input, timeout=30, text=True,
            capture_output=True, cwd=self.directory,
            env={**os.environ, **(env or {})})

    def prints(self, expected, *arguments, **options):
        result = self.run_rondo(*arguments, **options)
        self.assertEqual((result.stdout, result.stderr, result.returncode),
                         (expected, '', 0), arguments)

    def refuses(self, problem, *arguments, **options):
        """Exit code 9, and one line: the program's name and the problem."""
        result = self.run_rondo(*arguments, **options)
        self.assertEqual(
            (result.stdout, result.stderr, result.returncode),
            ('', f'{RONDO}: {problem}\n', INVALID_COMMAND_LINE), arguments)

    def test_the_code_caches_of_built_in_modules_are_used(self):
        """V8 rejects one that was made with other flags or objects."""
        result = self.run_rondo('--verbose', '--no-deprecation', '-e', '''
            for (const id of require('module').builtinModules) {
              try { require(id); } catch {}
            }''')
        self.assertEqual((result.stdout, result.returncode), ('', 0))
        # Also what it says of the machine; but of each cache that is refused.
        self.assertRegex(result.stderr, '^rondo: runs on ')
        self.assertNotIn('code cache', result.stderr)

    def test_eval_and_print(self):
        self.prints('2\n', '-p', '1 + 1')
        self.prints('2\n', '-pe', '1 + 1')
        self.prints('2\n', '-p', '-e', '1 + 1')
        self.prints('2\n', '-e', '1 + 1', '-p')
        self.prints('', '-e', '1 + 1')
        self.prints('undefined\n', '-p', '')
        script = ("console.log(require('util').parseArgs({"
                  "options: { foo: { type: 'boolean' } } }).values.foo)")
        for how in (['-e', script], [f'--eval={script}']):
            self.prints('true\n', *how, '--', '--foo')
        self.prints("[eval] . [eval] [ 'a', '-b' ]\n", '-e',
                    'console.log(__filename, __dirname, module.id, '
                    'process.argv.slice(1))', '--', 'a', '-b')

    def test_aborts_on_what_nobody_takes(self):
        flag = '--abort-on-uncaught-exception'
        fail = 'setTimeout(() => { throw new Error("x") });'
        capture = 'process.setUncaughtExceptionCaptureCallback'
        self.prints('x\n', flag, '-e',
                    f'{capture}((error) => console.log(error.message));{fail}')
        for taken in ('', "process.on('uncaughtException', () => {});",
                      f'{capture}(() => {{}});{capture}(null);'):
            result = self.run_rondo(flag, '-e', f'{taken}{fail}')
            self.assertLess(result.returncode, 0, taken)

    def test_attempts_to_connect(self):
        script = ('console.log(net.getDefaultAutoSelectFamily(), '
                  'net.getDefaultAutoSelectFamilyAttemptTimeout())')
        option = '--network-family-autoselection'
        self.prints('true 500\n', '-e', script)
        self.prints('false 123\n', f'--no-{option[2:]}',
                    f'{option}-attempt-timeout=123', '-e', script)
        self.prints('true 10\n', f'{option}-attempt-timeout', '3', '-e',
                    f'net.setDefaultAutoSelectFamily(true); {script}')
        self.prints('true 77\n', f'--no-{option[2:]}', '-e',
                    'net.setDefaultAutoSelectFamily(true);'
                    'net.setDefaultAutoSelectFamilyAttemptTimeout(77);'
                    + script)

    def test_program_on_standard_input(self):
        self.prints('3\n', '-p', input='1 + 2')
        self.prints('1 [stdin]\n',
                    input='console.log(process.argv.length, __filename)')
        self.prints("[ '-', 'a' ]\n", '-', 'a',
                    input='console.log(process.argv.slice(1))')
        result = self.run_rondo(input="\nthrow new Error('here')")
        self.assertEqual(result.returncode, 1)
        self.assertRegex(result.stderr, r'^\[stdin\]:2\nthrow new Error')

    def test_options_end_at_the_script(self):
        self.write('show.js', 'console.log(process.execArgv, '
                   'process.argv.slice(2))')
        self.prints("[ '--no-warnings' ] [ '-p', '--', 'x' ]\n",
                    '--no-warnings', 'show.js', '-p', '--', 'x')
        self.prints("[] [ 'x' ]\n", '--', 'show.js', 'x')

    def test_check(self):
        self.write('good.js', '#!/usr/bin/env rondo\nconsole.log("ran")')
        self.write('bad.js', '\nlet a = ;')
        self.prints('', '--check', 'good.js')
        result = self.run_rondo('-c', 'bad.js')
        self.assertEqual((result.stdout, result.returncode), ('', 1))
        self.assertRegex(result.stderr,
                         r"bad\.js:2\nlet a = ;\n        \^\n\n"
                         r"SyntaxError: Unexpected token ';'")
        self.refuses('either --check or --eval can be used, not both',
                     '-c', '-e', '1')

    def test_version_and_help(self):
        result = self.run_rondo('-v')
        self.assertRegex(result.stdout, r'^rondo \d+\.\d+\.\d+ \(Node\.js .*\n$')
        self.assertEqual(self.run_rondo('--version').stdout, result.stdout)
        result = self.run_rondo('-h')
        self.assertRegex(result.stdout, r'^Usage: rondo \[options\]')
        self.assertEqual(result.returncode, 0)

    def test_what_is_wrong_is_named(self):
        self.refuses('bad option: --nope', '--nope')
        self.refuses('bad option: -Z', '-Z')
        self.refuses('bad option: --watch (of Node.js, and not in Rondo yet)',
                     '--watch')
        self.refuses('-e requires an argument', '-e')
        self.refuses('-e requires an argument', '-e', '-1')
        self.refuses('--eval= requires an argument', '--eval=')
        self.refuses('invalid value for --unhandled-rejections: "x" (it is '
                     'one of throw|strict|warn|none|warn-with-error-code)',
                     '--unhandled-rejections=x', '-e', '1')
        self.refuses('--eval=1 is not allowed in NODE_OPTIONS',
                     env={'NODE_OPTIONS': '--eval=1'})
        self.refuses('invalid value for RONDO_BACKEND: "x" (it is one of '
                     'uring|epoll|auto)', '-p', '1',
                     env={'RONDO_BACKEND': 'x'})

    def test_what_node_options_may_hold_of_node(self):
        result = self.run_rondo('-p', '1', env={
            'NODE_OPTIONS': '--no-addons --enable-source-maps'})
        self.assertEqual((result.stdout, result.returncode), ('1\n', 0))
        self.assertRegex(result.stderr, r'^\S+: --enable-source-maps in '
                         r'NODE_OPTIONS has no effect: .*\n$')
        self.prints('1\n', '-p', '1', env={
            'NODE_OPTIONS': '--no-warnings --import=./x.mjs'})

    def test_variables_from_a_file(self):
        self.write('some.env', "A=one\nB='two words'\nHOME=/nowhere\n")
        self.prints('one two words true\n', '--env-file=some.env',
                    '--env-file-if-exists=nope.env', '-p',
                    '[process.env.A, process.env.B, '
                    'process.env.HOME !== "/nowhere"].join(" ")',
                    env={'HOME': '/home'})
        self.refuses('nope.env: not found', '--env-file', 'nope.env', '-p', '1')

    def test_trace_exit(self):
        self.write('leave.js', 'function leave() { process.exit(3); }\nleave();')
        result = self.run_rondo('--trace-exit', 'leave.js')
        self.assertEqual(result.returncode, 3)
        self.assertRegex(
            result.stderr,
            r'(?s)^\(node:\d+\) WARNING: Exited the environment with code 3\n'
            r'.*    at leave \(.*leave\.js:1:28\)\n')


if __name__ == '__main__':
    unittest.main()
