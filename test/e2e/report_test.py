"""What is printed of an error that nobody caught, and how the process ends."""

import os
import re
import subprocess
import tempfile
import unittest

RONDO = os.environ['RONDO']

HINT = ('(Use `rondo --trace-uncaught ...` to show where the exception was '
        'thrown)\n')
NOT_HANDLED = (
    'This error originated either by throwing inside of an async function '
    'without a catch block, or by rejecting a promise which was not handled '
    'with .catch().')
UNHANDLED = (f'UnhandledPromiseRejection: {NOT_HANDLED} The promise rejected '
             'with the reason "{reason}".\n')
WARNED = (
    '(node:PID) UnhandledPromiseRejectionWarning: Unhandled promise rejection. '
    f'{NOT_HANDLED} To terminate the node process on unhandled promise '
    'rejection, use the CLI flag `--unhandled-rejections=strict` (see '
    'https://nodejs.org/api/cli.html#cli_unhandled_rejections_mode). '
    '(rejection id: 1)\n')
TRACE_HINT = ('(Use `rondo --trace-warnings ...` to show where the warning was '
              'created)\n')


class Report(unittest.TestCase):
    maxDiff = None

    def run_program(self, program, *flags):
        """(stdout, stderr, exit code). Paths, frames of the library, the place
        in it and the version are left out of stderr."""
        with tempfile.TemporaryDirectory() as directory:
            path = os.path.join(directory, 'program.js')
            with open(path, 'w', encoding='utf-8') as file:
                file.write(program)
            result = subprocess.run([RONDO, *flags, path], timeout=30,
                                    text=True, capture_output=True,
                                    cwd=directory)
        err = result.stderr.replace(directory + '/', '')
        err = err.replace(RONDO, 'rondo')
        err = re.sub(r'^ +at .*\(?node:[^\n]*\n', '', err, flags=re.M)
        err = re.sub(r'^node:\S+:\d+\n.*\n *\^\n', 'LIB\n', err, flags=re.M)
        err = re.sub(r'\n\nRondo v\d.*\n$', '\n', err)
        err = re.sub(r'\(node:\d+\)', '(node:PID)', err)
        return result.stdout, err, result.returncode

    def reports(self, program, expected, *flags, code=1, out=''):
        self.assertEqual(self.run_program(program, *flags),
                         (out, expected, code), program)

    def test_thrown_values(self):
        for value, shown in [
                ("'text'", 'text'), ("''", ''), ('1', '1'), ('10n', '10'),
                ('null', 'null'), ('undefined', 'undefined'),
                ('false', 'false'), ("Symbol('s')", 'Symbol(s)')]:
            self.reports(f'throw {value};',
                         f'\nprogram.js:1\nthrow {value};\n^\n{shown}\n{HINT}')
        for value, shown in [
                ('{ a: 1 }', '{ a: 1 }'), ('[1, 2]', '[ 1, 2 ]'),
                ('function f() {}', '[Function: f]'), ('/r/', '/r/')]:
            self.reports(f'throw {value};',
                         f'\nprogram.js:1\nthrow {value};\n^\n{shown}\n')

    def test_long_lines(self):
        filler = 'x' * 2000
        self.reports(f"throw 1; // {filler}",
                     f'\nprogram.js:1\nthrow 1; // {filler}\n^\n1\n{HINT}')
        # A whole minified program: what is around the place.
        before, behind = 'a' * 20_000, 'b' * 20_000
        self.reports(f"/*{before}*/ throw 1; // {behind}",
                     f'\nprogram.js:1\n{"a" * 57}*/ throw 1; // '
                     f'{"b" * 228}\n{" " * 60}^\n1\n{HINT}')

    def test_where_a_module_was_looked_for(self):
        out, err, code = self.run_program("require('./nope');")
        self.assertEqual((out, code), ('', 1))
        self.assertRegex(
            err, "Error: Cannot find module './nope'\nRequire stack:\n"
            r'- program\.js\n(    at .*\n)*Looked for:\n- nope\n- nope\.js\n'
            r'- nope\.json\n')

    def test_thrown_errors(self):
        at = '    at Object.<anonymous> (program.js:1:7)\n'
        for program, shown in [
                ("throw new Error('m');", 'Error: m\n' + at),
                ('throw new TypeError();', 'TypeError\n' + at),
                # The brace stands behind the last frame, one of the library.
                ("throw new Error('m', { cause: 'c' });",
                 f"Error: m\n{at}  [cause]: 'c'\n}}\n"),
                ("throw new AggregateError(['a', 1], 'm');",
                 f"AggregateError: m\n{at}  [errors]: [ 'a', 1 ]\n}}\n")]:
            self.reports(program, f'program.js:1\n{program}\n^\n\n{shown}')

    def test_errors_of_callbacks(self):
        function = "function f() { throw new Error('m'); }"
        thrown = function.index('throw')
        made = function.index('new')
        for call, frame, column in [
                ('setTimeout(f, 1)', 'Timeout.f [as _onTimeout]', thrown),
                ('setImmediate(f)', 'Immediate.f', thrown),
                ('process.nextTick(f)', 'f', thrown),
                # V8 caught these: the error itself tells the place.
                ('queueMicrotask(f)', 'f', made),
                ('Promise.resolve().then(f)', 'f', made)]:
            self.reports(f'{call};\n{function}',
                         f'program.js:2\n{function}\n{" " * column}^\n\n'
                         f'Error: m\n    at {frame} (program.js:2:22)\n')

    def test_text_of_eval_has_no_file(self):
        code, err, _ = self.run_program('eval("\\nthrow new Error(1)");')
        self.assertRegex(err, r'^<anonymous_script>:2\nthrow new Error\(1\)\n'
                              r'\^\n\nError: 1\n')

    def test_error_events(self):
        emit = "new (require('events'))().emit('error', {0});"
        self.reports(
            emit.format("new Error('m')"),
            'LIB\n\nError: m\n'
            '    at Object.<anonymous> (program.js:1:41)\n'
            "Emitted 'error' event at:\n"
            '    at Object.<anonymous> (program.js:1:27)\n')
        for value in ("'text'", '{ a: 1 }', 'undefined'):
            self.reports(
                emit.format(value),
                f'LIB\n\nError [ERR_UNHANDLED_ERROR]: Unhandled error. ({value})'
                '\n    at Object.<anonymous> (program.js:1:27)\n'
                "  code: 'ERR_UNHANDLED_ERROR',\n"
                f'  context: {value}\n}}\n')

    def test_trace_uncaught(self):
        self.reports("function f() { throw 'text'; }\nf();",
                     "\nprogram.js:1\nfunction f() { throw 'text'; }\n" +
                     ' ' * 15 + '^\ntext\nThrown at:\n'
                     '    at f (program.js:1:16)\n    at program.js:2:1\n',
                     '--trace-uncaught')

    def test_rejected_values(self):
        for value, shown in [
                ("'text'", 'text'), ('1', '1'), ('null', 'null'),
                ('undefined', 'undefined'), ("Symbol('s')", 'Symbol(s)'),
                ('{ a: 1 }', '#<Object>'), ('new (class C {})', '#<C>'),
                ('[1]', '[object Array]'), ('() => 1', '() => 1')]:
            self.reports(f'Promise.reject({value});',
                         'LIB\n\n' + UNHANDLED.format(reason=shown) +
                         "  code: 'ERR_UNHANDLED_REJECTION'\n}\n")

    def test_modes_of_rejections(self):
        program = ("process.on('exit', (code) => console.log(code));\n"
                   "Promise.reject('text');")
        warnings = ('(node:PID) UnhandledPromiseRejectionWarning: text\n' +
                    TRACE_HINT + WARNED)
        error = ('LIB\n\n' + UNHANDLED.format(reason='text') +
                 "  code: 'ERR_UNHANDLED_REJECTION'\n}\n")
        for mode, expected, code in [
                ('throw', error, 1), ('strict', error, 1),
                ('warn', warnings, 0), ('none', '', 0),
                ('warn-with-error-code', warnings, 1)]:
            # The warnings' mode sets its code when the listener is done.
            self.reports(program, expected, f'--unhandled-rejections={mode}',
                         code=code, out=f'{code}\n')

    def test_handlers_learn_the_origin(self):
        out, err, code = self.run_program("""
            process.on('uncaughtException', (error, origin) => {
              console.log(String(error).slice(0, 25), error.code, origin);
            });
            Promise.reject('text');
            setTimeout(() => { throw 5; }, 1);
        """)
        self.assertEqual((err, code), ('', 0))
        self.assertEqual(out, 'UnhandledPromiseRejection '
                              'ERR_UNHANDLED_REJECTION unhandledRejection\n'
                              '5 undefined uncaughtException\n')

    def test_the_monitor_changes_nothing(self):
        program = ("process.on('uncaughtExceptionMonitor', (e, origin) => "
                   "console.log(e.message, origin));\n"
                   "Promise.reject(new Error('m'));")
        self.reports(program,
                     "program.js:2\nPromise.reject(new Error('m'));\n" +
                     ' ' * 15 + '^\n\nError: m\n'
                     '    at Object.<anonymous> (program.js:2:16)\n',
                     out='m unhandledRejection\n')

    def test_errors_in_handlers(self):
        for program, code, out in [
                ("process.on('uncaughtException', () => { throw 'text'; });"
                 'throw 1;', 7, ''),
                ("process.setUncaughtExceptionCaptureCallback(() => { "
                 "throw 'text'; }); throw 1;", 7, ''),
                ("process.on('exit', (c) => { console.log(c); throw 'text'; });",
                 1, '0\n')]:
            at = program.index("throw 'text'")
            self.reports(program, f'\nprogram.js:1\n{program}\n{" " * at}^\n'
                                  f'text\n{HINT}', code=code, out=out)

    def test_exit_codes_after_an_error(self):
        for listener, code in [("process.exitCode = 5", 5),
                               ('process.exit(9)', 9), ('throw 2', 1)]:
            _, err, got = self.run_program(
                f"process.on('exit', () => {{ {listener}; }});\nthrow 1;")
            self.assertEqual(got, code, listener)

    def test_wrong_exit_codes(self):
        for value, received in [("'x'", "type string ('x')"),
                                ('{}', 'an instance of Object'),
                                ('true', 'type boolean (true)')]:
            self.reports(
                f'process.exitCode = {value};',
                'LIB\n\nTypeError [ERR_INVALID_ARG_TYPE]: The "code" argument '
                f'must be of type number. Received {received}\n'
                '    at Object.<anonymous> (program.js:1:18)\n'
                "  code: 'ERR_INVALID_ARG_TYPE'\n}\n")

    def test_syntax_errors(self):
        self.reports('var a = ;', "program.js:1\nvar a = ;\n        ^\n\n"
                                  "SyntaxError: Unexpected token ';'\n")
        self.reports('function f( {\n',
                     'program.js:2\n\n\n\n'
                     'SyntaxError: Unexpected end of input\n')

    def test_failed_operations_have_no_frames_of_the_loop(self):
        out, err, code = self.run_program(
            "require('fs').stat('/nope', (error) => console.log(error.stack));")
        self.assertEqual(
            out, "Error: ENOENT: no such file or directory, stat '/nope'\n")


if __name__ == '__main__':
    unittest.main()
