'use strict';
// Those of xterm, GNOME Terminal, rxvt, PuTTY and the Linux console, with their
// modifiers; what has no name is one key nevertheless, and no text.
const assert = require('assert');
const { EventEmitter } = require('events');
const { emitKeypressEvents } = require('readline');
const { test } = require('../common/test.js');

/** 'C-', 'M-' and 'S-' before the name. */
function nameOf({ name, ctrl, meta, shift }) {
  return `${ctrl ? 'C-' : ''}${meta ? 'M-' : ''}${shift ? 'S-' : ''}${name}`;
}

function keysOf(...pieces) {
  const stream = new EventEmitter();
  const keys = [];
  emitKeypressEvents(stream);
  stream.on('keypress', (text, key) => { keys.push([text, key]); });
  for (const piece of pieces) stream.emit('data', piece);
  return keys;
}

/** One key each, in one piece and in as many as there are bytes. */
const kKeys = {
  'a': 'a', 'Q': 'S-q', '7': '7', ' ': 'space', '.': 'undefined', 'é': 'undefined',
  '😀': 'undefined', '\r': 'return', '\n': 'enter', '\t': 'tab',
  '\b': 'backspace', '\x7f': 'backspace',
  '\x00': 'C-`', '\x01': 'C-a', '\x1a': 'C-z', '\x1c': 'undefined',
  '\x1f': 'undefined',
  '\x1ba': 'M-a', '\x1bA': 'M-S-a', '\x1b5': 'M-5', '\x1b.': 'M-undefined',
  '\x1b\r': 'M-return', '\x1b\x7f': 'M-backspace', '\x1b ': 'M-space',
  '\x1b\x1b ': 'M-space', '\x1b\x1b\x1b': 'M-escape', '\x1b\x01': 'M-undefined',
  '\x1b[A': 'up', '\x1bOB': 'down', '\x1b\x1b[C': 'right', '\x1b[D': 'left',
  '\x1b[E': 'clear', '\x1bOF': 'end', '\x1b[H': 'home',
  '\x1bOP': 'f1', '\x1b[[E': 'f5', '\x1b[15~': 'f5', '\x1b[24~': 'f12',
  '\x1b[1~': 'home', '\x1b[2~': 'insert', '\x1b[3~': 'delete', '\x1b[4~': 'end',
  '\x1b[5~': 'pageup', '\x1b[6~': 'pagedown', '\x1b[7~': 'home', '\x1b[8~': 'end',
  '\x1b[[5~': 'pageup', '\x1b[[6~': 'pagedown',
  '\x1b[Z': 'S-tab', '\x1b[a': 'S-up', '\x1bOd': 'C-left', '\x1b[3$': 'S-delete',
  '\x1b[3^': 'C-delete', '\x1b[15^': 'C-f5', '\x1b[200~': 'paste-start',
  '\x1b[201~': 'paste-end',
  '\x1b[2A': 'S-up', '\x1bO5A': 'C-up', '\x1b[5H': 'C-home', '\x1b[8P': 'C-M-S-f1',
  '\x1b[1;2P': 'S-f1', '\x1b[1;3A': 'M-up', '\x1b[1;5D': 'C-left',
  '\x1b[1;9A': 'M-up', '\x1b[1;10A': 'M-S-up', '\x1bO1;5A': 'C-up',
  '\x1b[20;5~': 'C-f9', '\x1b[6;5^': 'C-pagedown', '\x1b[3;6~': 'C-S-delete',
  // Answers and reports of terminals; colors.
  '\x1b[31m': 'undefined', '\x1b[24;80R': 'undefined', '\x1b[?1;2c': 'undefined',
  '\x1b[<0;10;20M': 'undefined', '\x1b[27;5;13~': 'undefined', '\x1b[I': 'undefined',
  '\x1b[1234~': 'undefined', '\x1b[ q': 'undefined', '\x1bOZ': 'undefined',
};

test(() => {
  for (const [sequence, name] of Object.entries(kKeys)) {
    const bytes = Buffer.from(sequence);
    const single = Array.from(bytes, (_, i) => bytes.subarray(i, i + 1));
    for (const pieces of [[sequence], [bytes], single]) {
      const keys = keysOf(...pieces);
      assert.strictEqual(keys.length, 1, JSON.stringify(sequence));
      const [[text, key]] = keys;
      assert.strictEqual(nameOf(key), name, JSON.stringify(sequence));
      assert.strictEqual(key.sequence, sequence);
      assert.strictEqual(text, sequence[0] === '\x1b' ? undefined : sequence);
    }
  }

  // All of them, one behind the other.
  const all = Object.keys(kKeys).filter((sequence) => !/^\x1b+$/.test(sequence));
  assert.deepStrictEqual(
    keysOf(all.join('')).map(([, key]) => key.sequence), all);

  const [[, up], [, unnamed]] = keysOf('\x1b[1;5A\x1b[31m');
  assert.deepStrictEqual(up, {
    sequence: '\x1b[1;5A', name: 'up', ctrl: true, meta: false, shift: false,
    code: '[A',
  });
  assert.strictEqual(unnamed.code, '[31m');
  assert.deepStrictEqual(keysOf('x')[0][1], {
    sequence: 'x', name: 'x', ctrl: false, meta: false, shift: false,
  });

  // A sequence that is cut off does not take the next one with it.
  assert.deepStrictEqual(
    keysOf('\x1b[1\x1b[A').map(([, key]) => nameOf(key)), ['undefined', 'up']);
  assert.deepStrictEqual(
    keysOf('\x1bO\x1bOPx').map(([, key]) => nameOf(key)), ['undefined', 'f1', 'x']);
});
