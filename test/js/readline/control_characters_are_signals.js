'use strict';
// Ctrl+C closes and Ctrl+Z stops the process, unless somebody listens; Ctrl+D
// closes when the line is empty.
const assert = require('assert');
const { open } = require('./fixtures/terminal.js');

{
  const { rl, type } = open();
  let interrupts = 0;
  const count = () => { interrupts++; };
  rl.on('SIGINT', count);
  type('ab\x03');
  assert.deepStrictEqual([interrupts, rl.line, rl.closed], [1, 'ab', false]);
  rl.off('SIGINT', count);
  type('\x03');
  assert.strictEqual(rl.closed, true);
}
{
  const { rl, type } = open();
  type('ab\x04');
  assert.strictEqual(rl.closed, false);
  type('\x01\x04\x04');
  assert.deepStrictEqual([rl.line, rl.closed], ['', false]);
  type('\x04');
  assert.strictEqual(rl.closed, true);
}

// To the background and back: the mode of the terminal is that of others meanwhile.
{
  const killed = [];
  const { kill } = process;
  process.kill = (pid, signal) => { killed.push(pid === process.pid, signal); };
  const { rl, terminal, type } = open();
  const events = [];
  terminal.setRawMode = (mode) => { events.push(mode); };
  for (const name of ['pause', 'resume', 'SIGCONT']) {
    rl.on(name, () => { events.push(name); });
  }
  type('ab\x1a');
  assert.deepStrictEqual(killed, [true, 'SIGTSTP']);
  terminal.take();
  process.emit('SIGCONT');
  assert.deepStrictEqual(events, [false, 'pause', 'SIGCONT', true]);
  assert.strictEqual(terminal.take(), '\x1b[1G\x1b[0J> ab\x1b[5G');
  assert.strictEqual(process.listenerCount('SIGCONT'), 0);

  // One that was paused before is not told.
  type('\x1a');
  process.emit('SIGCONT');
  assert.deepStrictEqual(events.splice(4), [false, true]);

  let stops = 0;
  rl.on('SIGTSTP', () => { stops++; });
  type('\x1a');
  assert.strictEqual(stops, 1);
  assert.strictEqual(killed.length, 4);
  process.kill = kill;
  rl.close();
}
