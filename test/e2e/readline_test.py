"""readline in a terminal."""

import signal
import time
import unittest

from terminal import Terminal

SHELL = r"""
    const readline = require('readline');
    const words = ['help', 'hello', 'quit'];
    const rl = readline.createInterface({
      input: process.stdin, output: process.stdout, prompt: '$ ',
      completer: (line) => [words.filter((w) => w.startsWith(line)), line],
    });
    rl.on('line', (line) => {
      console.log(`[${line}]`);
      if (line === 'ask') {
        rl.question('sure? ', (answer) => {
          console.log(`(${answer})`);
          rl.prompt();
        });
      } else {
        rl.prompt();
      }
    });
    // It is paused then; without this the program would be at its end.
    rl.on('SIGCONT', () => rl.prompt(true));
    rl.on('close', () => console.log('bye', process.stdin.isRaw));
    rl.prompt();
"""


class InATerminal(unittest.TestCase):
    def test_a_line_is_edited(self):
        with Terminal(SHELL) as terminal:
            terminal.until(b'$ \x1b[3G')
            self.assertNotEqual(terminal.mode(), terminal.before)
            # Arrow, backspace, home, text, end; each key by itself.
            for key in (b'b', b'x', b'\x1b[D', b'\x1b[3~', b'\x1b[H', b'a',
                        b'\x1b[F', b'c'):
                terminal.type(key)
                time.sleep(0.01)
            terminal.type(b'\r')
            terminal.until(b'[abc]\r\n')
            terminal.until(b'$ \x1b[3G')
            # The line before, in capitals and cut to a word.
            terminal.type(b'\x1b[A')
            terminal.until(b'$ abc')
            terminal.type(b' d e\x17\x15')
            terminal.type(b'\x19!\r')
            terminal.until(b'[abc d !]\r\n')

    def test_words_are_completed(self):
        with Terminal(SHELL) as terminal:
            terminal.until(b'$ \x1b[3G')
            terminal.type(b'h')
            terminal.until(b'h')
            terminal.type(b'\t')
            terminal.until(b'el')
            terminal.type(b'\t')
            read = terminal.until(b'$ hel\x1b[6G')
            self.assertIn(b'\nhelp   hello\r', read)
            terminal.type(b'p')
            terminal.until(b'p')
            terminal.type(b'\r')
            terminal.until(b'[help]\r\n')

    def test_a_paste_is_several_lines(self):
        with Terminal(SHELL) as terminal:
            terminal.until(b'$ \x1b[3G')
            long = b'0123456789' * 6
            terminal.type(b'one\rask\ryes\r' + long + b'\r')
            for part in (b'[one]', b'[ask]', b'(yes)', b'[' + long + b']'):
                terminal.until(part)

    def test_ctrl_d_ends_it(self):
        with Terminal(SHELL) as terminal:
            terminal.until(b'$ \x1b[3G')
            terminal.type(b'\x04')
            terminal.until(b'bye false\r\n')
            self.assertEqual(terminal.wait(), 0)
            self.assertEqual(terminal.mode(), terminal.before)

    def test_ctrl_z_gives_the_terminal_back_meanwhile(self):
        with Terminal(SHELL) as terminal:
            terminal.until(b'$ \x1b[3G')
            terminal.type(b'ab')
            terminal.until(b'ab')
            terminal.type(b'\x1a')
            terminal.until_stopped()
            self.assertEqual(terminal.mode(), terminal.before)
            terminal.process.send_signal(signal.SIGCONT)
            # Once by the program, once in raw mode again.
            terminal.until(b'$ ab')
            terminal.until(b'$ ab')
            self.assertNotEqual(terminal.mode(), terminal.before)
            terminal.type(b'c\r')
            terminal.until(b'[abc]')

    def test_a_dumb_terminal(self):
        with Terminal(SHELL, term='dumb') as terminal:
            terminal.until(b'$ ')
            terminal.type(b'plain\r')
            terminal.until(b'[plain]\r\n$ ')
            self.assertNotIn(b'\x1b', terminal.text)
            terminal.type(b'\x04')
            self.assertEqual(terminal.wait(), 0)


if __name__ == '__main__':
    unittest.main()
