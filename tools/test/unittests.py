#!/usr/bin/env python3
"""Runs one unittest file and writes what became of its tests, as JUnit's XML,
to the file that RONDO_TEST_REPORT names: run.py reads its skips there.

    unittests.py FILE
"""

import os
import pathlib
import sys
import unittest
from xml.etree import ElementTree


class Report(unittest.TextTestResult):
    """The usual output, and an element for each test that was skipped."""

    def __init__(self, *arguments, **named):
        super().__init__(*arguments, **named)
        self.suite = ElementTree.Element('testsuite')
        self.skipped_groups = 0

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        # One that is no test: a class whose setUpClass skipped it.
        self.skipped_groups += not isinstance(test, unittest.TestCase)
        case = ElementTree.SubElement(self.suite, 'testcase', name=str(test))
        ElementTree.SubElement(case, 'skipped', message=reason)


def main():
    path = pathlib.Path(sys.argv[1])
    tests = unittest.defaultTestLoader.discover(
        str(path.parent), pattern=path.name)
    result = unittest.TextTestRunner(
        verbosity=2, resultclass=Report).run(tests)
    if report := os.environ.get('RONDO_TEST_REPORT'):
        result.suite.set('tests',
                         str(result.testsRun + result.skipped_groups))
        ElementTree.ElementTree(result.suite).write(report)
    return 0 if result.wasSuccessful() else 1


if __name__ == '__main__':
    sys.exit(main())
