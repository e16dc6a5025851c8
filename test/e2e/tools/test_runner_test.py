"""What tools/test/run.py makes of tests that skip, fail and end early."""
import os
import subprocess
import sys
import tempfile
import textwrap
import unittest

from support import ROOT

SKIP = '<testcase name="b"><skipped message="x.cc:1&#10;no luck"/></testcase>'


class Runner(unittest.TestCase):
    def run_program(self, script):
        """Runs one compiled test whose program is a shell script."""
        with tempfile.TemporaryDirectory() as build:
            with open(f'{build}/tests.list', 'w', encoding='utf-8') as f:
                f.write('made_up\tone\tprogram\t\n')
            with open(f'{build}/program', 'w', encoding='utf-8') as f:
                f.write('#!/bin/sh\n' + textwrap.dedent(script))
            os.chmod(f'{build}/program', 0o755)
            return self.run_runner(build, 'cc/made_up')

    def run_runner(self, build, name):
        run = subprocess.run(
            [sys.executable, f'{ROOT}/tools/test/run.py', '--build', build,
             name],
            stdin=subprocess.DEVNULL, capture_output=True, text=True,
            timeout=60, check=False)
        return run.returncode, run.stdout.splitlines()

    def report(self, tests, cases=''):
        return (f"echo '<testsuites tests=\"{tests}\"><testsuite>{cases}"
                '</testsuite></testsuites>\' > "${GTEST_OUTPUT#xml:}"\n')

    def test_passes(self):
        status, lines = self.run_program(self.report(2))
        self.assertEqual(status, 0)
        self.assertEqual(lines[-1], '1 passed, 0 failed, 0 skipped')

    def test_a_skipped_part_is_named(self):
        status, lines = self.run_program(self.report(2, SKIP))
        self.assertEqual(status, 0)
        self.assertIn('skipped, no luck: 1 in cc/made_up', lines)
        self.assertEqual(lines[-1], '1 passed, 0 failed, 0 skipped; '
                         'of those that passed, 1 parts were skipped')

    def test_all_skipped_has_not_passed(self):
        status, lines = self.run_program(self.report(1, SKIP))
        self.assertEqual(status, 0)
        self.assertEqual(lines[-1], '0 passed, 0 failed, 1 skipped')

    def test_a_skip_does_not_excuse_a_failure(self):
        status, lines = self.run_program(self.report(1, SKIP) + 'exit 1\n')
        self.assertEqual(status, 1)
        self.assertEqual(lines[-1], '0 passed, 1 failed, 0 skipped')

    def test_an_end_without_a_report_is_a_failure(self):
        torn = 'echo "<testsuites" > "${GTEST_OUTPUT#xml:}"\n'
        for script in ('exit 0\n', torn, self.report(0)):
            status, lines = self.run_program(script)
            self.assertEqual(status, 1)
            self.assertEqual(lines[-1], '0 passed, 1 failed, 0 skipped')


class Unittests(unittest.TestCase):
    def run_file(self, body):
        """The exit code of a unittest file, and its report."""
        with tempfile.TemporaryDirectory() as folder:
            with open(f'{folder}/x_test.py', 'w', encoding='utf-8') as f:
                f.write('import unittest\nclass T(unittest.TestCase):\n'
                        + textwrap.indent(textwrap.dedent(body), '    '))
            run = subprocess.run(
                [sys.executable, f'{ROOT}/tools/test/unittests.py',
                 f'{folder}/x_test.py'],
                env={**os.environ, 'RONDO_TEST_REPORT': f'{folder}/report'},
                stdin=subprocess.DEVNULL, capture_output=True, timeout=60,
                check=False)
            with open(f'{folder}/report', encoding='utf-8') as f:
                return run.returncode, f.read()

    def test_a_skipped_test(self):
        status, report = self.run_file('''\
            def test_a(self): self.skipTest('no luck')
            def test_b(self): pass
            ''')
        self.assertEqual(status, 0)
        self.assertIn('tests="2"', report)
        self.assertIn('<skipped message="no luck" />', report)

    def test_a_skipped_class(self):
        status, report = self.run_file('''\
            @classmethod
            def setUpClass(cls): raise unittest.SkipTest('no luck')
            def test_a(self): pass
            ''')
        self.assertEqual(status, 0)
        self.assertIn('tests="1"', report)
        self.assertIn('<skipped message="no luck" />', report)

    def test_a_failure_beside_a_skip(self):
        status, report = self.run_file('''\
            def test_a(self): self.skipTest('no luck')
            def test_b(self): self.fail('no')
            ''')
        self.assertEqual(status, 1)
        self.assertIn('<skipped message="no luck" />', report)


if __name__ == '__main__':
    unittest.main()
