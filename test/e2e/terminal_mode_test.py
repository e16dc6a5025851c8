"""The mode of a terminal when the program that changed it has ended."""

import signal
import unittest

from terminal import Terminal


class TheMode(unittest.TestCase):
    """Of a terminal whose program left it raw."""

    def check(self, program, code, send=None):
        with Terminal(f'process.stdin.setRawMode(true); {program}') as terminal:
            if send is not None:
                terminal.until(b'ready')
                self.assertNotEqual(terminal.mode(), terminal.before)
                terminal.process.send_signal(send)
            self.assertEqual(terminal.wait(), code)
            self.assertEqual(terminal.mode(), terminal.before)

    def test_is_put_back_at_the_end(self):
        self.check('', 0)
        self.check('process.exit(3)', 3)
        self.check("process.on('exit', () => { process.reallyExit(4); })", 4)
        self.check('throw new Error("mine")', 1)

    def test_is_put_back_by_a_fatal_signal(self):
        loop = "console.log('ready'); for (;;) {}"
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP,
                       signal.SIGQUIT):
            self.check(loop, -number, number)
        self.check('process.abort()', -signal.SIGABRT)
        # Also when somebody listened to it, for a while.
        self.check("""
            const listener = () => {};
            process.on('SIGTERM', listener);
            process.stdin.setRawMode(false);
            process.stdin.setRawMode(true);
            setTimeout(() => {
              process.off('SIGTERM', listener);
              console.log('ready');
              setInterval(() => {}, 1000);
            }, 1);""", -signal.SIGTERM, signal.SIGTERM)

    def test_is_put_back_by_the_program(self):
        with Terminal("""
                process.stdin.setRawMode(true);
                process.stdin.setRawMode(true);
                process.stdin.setRawMode(false);
                console.log('cooked', process.stdin.isRaw);
                setInterval(() => {}, 1000);""") as terminal:
            terminal.until(b'cooked false')
            self.assertEqual(terminal.mode(), terminal.before)


if __name__ == '__main__':
    unittest.main()
