"""The packages work on releases of Debian, old and new, and on a machine that has
neither a loader nor a libc (inside.py has what is tried)."""
import os
import subprocess
import sys
import unittest

import machines

INSIDE = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'inside.py')


class OnMachines(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.made = machines.packages()

    def try_on(self, suite):
        unpack = []
        base = machines.base_system(suite or machines.chosen()[0])
        if suite:
            unpack = machines.debootstrap(
                suite, f'--unpack-tarball={base}', 'MACHINE')
        for kind in ('tarball', 'deb'):
            with self.subTest(kind):
                done = subprocess.run(
                    [*machines.NAMESPACE, sys.executable, INSIDE, kind,
                     self.made[kind], *unpack],
                    stdin=subprocess.DEVNULL, capture_output=True, text=True,
                    timeout=500, check=False)
                passed = done.stdout.splitlines()
                self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
                self.assertIn('ok check_server', passed)
                self.assertIn('ok check_removal', passed)

    def test_empty(self):
        self.try_on(None)


def add_releases():
    for suite in machines.SUITES:
        def test(self, suite=suite):
            if suite not in machines.chosen():
                self.skipTest('one release of Debian a run; --all tries all')
            self.try_on(suite)
        setattr(OnMachines, f'test_{suite}', test)


add_releases()

if __name__ == '__main__':
    unittest.main()
