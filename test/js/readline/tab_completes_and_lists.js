'use strict';
// What the completions have in common at the first tab, all of them at the second;
// a completer may answer at once, by a callback or by a promise.
const assert = require('assert');
const { open } = require('./fixtures/terminal.js');
const { test } = require('../common/test.js');

const words = ['help', 'hello', 'helium', '.exit', '.quit'];
const find = (line) => [words.filter((word) => word.startsWith(line)), line];
const turn = () => new Promise(setImmediate);

const completers = {
  value: find,
  callback: (line, done) => { done(null, find(line)); },
  later: (line, done) => { setImmediate(done, null, find(line)); },
  promise: async (line) => find(line),
};

for (const [name, completer] of Object.entries(completers)) {
  for (const api of ['readline', 'readline/promises']) {
    // With promises there are no callbacks.
    if (api !== 'readline' && completer.length === 2) continue;
    test(`${name} ${api}`, async () => {
      const { rl, terminal, type } = open({
        completer, columns: 20, api: require(api),
      });
      const events = [];
      rl.on('pause', () => { events.push('pause'); });
      rl.on('resume', () => { events.push('resume'); });
      const tab = async () => {
        terminal.take();
        type('\t');
        await turn();
        await turn();
        return terminal.take();
      };
      type('h');
      assert.strictEqual(await tab(), 'el');
      assert.deepStrictEqual(events, ['pause', 'resume']);
      assert.strictEqual(await tab(),
        '\r\nhelp    hello\r\nhelium\r\n\r\n\x1b[1G\x1b[0J> hel\x1b[6G');
      type('p');
      assert.strictEqual(await tab(), '');
      type('x');
      assert.strictEqual(await tab(), '');
      assert.strictEqual(await tab(), '');
      rl.write(null, { name: 'u', ctrl: true });
      assert.strictEqual(await tab(), '');
      assert.match(await tab(), /helium {2}\.exit\r\n\.quit\r\n\r\n/);
      rl.close();
    });
  }
}

test('errors', async () => {
  const failing = [
    (line, done) => { done(new Error('why not')); },
    async () => { throw new Error('why not'); },
  ];
  for (const completer of failing) {
    const { rl, terminal, type } = open({ completer });
    type('\t');
    await turn();
    assert.match(terminal.take(), /^Tab completion error: Error: why not\n/);
    assert.strictEqual(rl.paused, false);
    rl.close();
  }
});

test('one that answers too late', async () => {
  let answer;
  const { rl, terminal, type } = open({
    completer: (line, done) => { answer = done; },
  });
  type('h\t');
  rl.close();
  terminal.take();
  answer(null, find('h'));
  assert.strictEqual(terminal.take(), '');
});

test('what it completes', async () => {
  // Only what is before the cursor; it may be the last word alone.
  const asked = [];
  const { rl, type, press } = open({
    completer: (line) => {
      asked.push(line);
      return find(line.split(' ').pop());
    },
  });
  type('say h x');
  press('left');
  press('left');
  type('\t');
  assert.strictEqual(rl.line, 'say hel x');
  assert.strictEqual(rl.cursor, 7);
  assert.deepStrictEqual(asked, ['say h']);
  rl.close();
});

test('what is written otherwise is replaced', async () => {
  const { rl, type } = open({ completer: (line) => [['Help', 'Hello'], line] });
  type('hEL');
  type('\t');
  assert.strictEqual(rl.line, 'Hel');
  rl.close();
});

test('pasted tabs', async () => {
  const asked = [];
  const { rl, type } = open({
    completer: (line) => {
      asked.push(line);
      return [[], line];
    },
  });
  type('a\tb');
  type('\t\t');
  assert.strictEqual(rl.line, 'a\tb\t');
  assert.deepStrictEqual(asked, ['a\tb\t']);
  rl.close();
});

test('groups', async () => {
  const { rl, terminal, type } = open({
    columns: 12, completer: (line) => [['ha', 'hb', '', 'hc', 'hd', 'h', 'he'], line],
  });
  type('h');
  type('\t');
  terminal.take();
  type('\t');
  assert.strictEqual(terminal.take(),
    '\r\nha  hb\r\n\r\nhc  hd  h\r\nhe\r\n\r\n\x1b[1G\x1b[0J> h\x1b[4G');
  rl.close();
});

test('no completer', async () => {
  const { rl, type } = open();
  type('\t');
  assert.strictEqual(rl.line, '\t');
  rl.close();
});
