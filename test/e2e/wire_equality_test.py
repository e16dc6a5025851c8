"""Every answer equals Node's byte for byte, but for the Date (test/e2e/wire)."""
import os
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, 'wire'))
import wire  # noqa: E402  (its folder is found one line up)

RONDO = os.environ.get('RONDO', 'build/release/rondo')


class WireEquality(unittest.TestCase):
    maxDiff = None

    def test_every_case(self):
        compared = 0
        for name, received in wire.run_all([RONDO]):
            with self.subTest(name):
                path = os.path.join(HERE, 'wire', 'expected', name + '.txt')
                with open(path, 'rb') as f:
                    self.assertEqual(wire.abridge(received), f.read())
            compared += 1
        self.assertGreaterEqual(compared, 184)


if __name__ == '__main__':
    unittest.main()
