#!/usr/bin/env python3
"""Records the expected bytes of every case from Node: record.py PATH-TO-NODE."""
import os
import sys

import wire

EXPECTED = os.path.join(wire.HERE, 'expected')


def main():
    os.makedirs(EXPECTED, exist_ok=True)
    for stale in os.listdir(EXPECTED):
        os.unlink(os.path.join(EXPECTED, stale))
    for name, received in wire.run_all(sys.argv[1:2]):
        with open(os.path.join(EXPECTED, name + '.txt'), 'wb') as f:
            f.write(wire.abridge(received))
        print(name)


if __name__ == '__main__':
    main()
