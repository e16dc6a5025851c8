"""./dev tells what it can do, and what was wrong with a call, before it installs
or builds anything."""

import re
import subprocess
import unittest

from support import ROOT

VERBS = ['setup', 'build', 'run', 'test', 'bench', 'fuzz', 'fmt', 'lint',
         'package']


class DevTest(unittest.TestCase):

    def dev(self, *arguments):
        return subprocess.run([f'{ROOT}/dev', *arguments], text=True,
                              stdin=subprocess.DEVNULL, capture_output=True,
                              timeout=30, check=False)

    def refuses(self, arguments, problem, status=1):
        run = self.dev(*arguments)
        self.assertEqual((run.stdout, run.returncode), ('', status), arguments)
        self.assertRegex(run.stderr, rf'^{problem}\n$')

    def test_alone_lists_the_verbs(self):
        run = self.dev()
        self.assertEqual((run.stderr, run.returncode), ('', 0))
        self.assertEqual(re.findall(r'^  (\w+) +[A-Z]', run.stdout, re.M), VERBS)
        self.assertEqual(self.dev('--help').stdout, run.stdout)

    def test_each_verb_has_help(self):
        summary = dict(re.findall(r'^  (\w+) +(.*)$', self.dev().stdout, re.M))
        for verb in VERBS:
            for option in ('-h', '--help'):
                run = self.dev(verb, option)
                self.assertEqual((run.stderr, run.returncode), ('', 0))
                self.assertEqual(run.stdout.splitlines()[0], summary[verb])

    def test_what_is_wrong_is_named(self):
        self.refuses(['nope'], r"\./dev: no verb 'nope'; there are: "
                     + ' '.join(VERBS), 2)
        self.refuses(['run'], r'run: error: which program\? .*hello\.js')
        self.refuses(['run', 'no/such.js'], "run: error: no file 'no/such.js'")
        for arguments in (['--preset', 'nope', 'net'], ['--preset']):
            self.refuses(['test', *arguments],
                         r"test: error: no preset '(nope)?'; there are: "
                         'release debug asan tsan fuzz ')
        self.refuses(['fuzz', 'nope'], r"fuzz: error: no target 'nope'; "
                     'there are: compress_fuzz http_connection_fuzz '
                     'http_parser_fuzz')
        for seconds in ('0', 'soon', '-1', '1.5'):
            self.refuses(['fuzz', 'all', seconds],
                         f"fuzz: error: how many seconds\\? '{seconds}' is no "
                         'whole number above 0')
        self.refuses(['lint', 'core'],
                     "lint: error: takes no arguments, and got 'core'")
        self.refuses(['package', 'core'], 'package: error: takes --quick, --only '
                     "and --output, and got 'core'")


if __name__ == '__main__':
    unittest.main()
