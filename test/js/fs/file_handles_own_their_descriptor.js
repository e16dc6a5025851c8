'use strict';
const assert = require('assert');
const fs = require('fs');
const { at } = require('./common/tmp');

async function main() {
  const handle = await fs.promises.open(at('file'), 'w+');
  let closed = 0;
  handle.on('close', () => ++closed);
  assert.deepStrictEqual((await handle.write('hello')).bytesWritten, 5);
  await handle.appendFile(' world');
  await handle.writev([Buffer.from('!'), Buffer.from('?')]);
  const { bytesRead, buffer } = await handle.read({ position: 0 });
  assert.strictEqual(buffer.toString('utf8', 0, bytesRead), 'hello world!?');
  await handle.truncate(5);
  assert.strictEqual((await handle.stat()).size, 5);
  await handle.sync();
  await handle.datasync();
  await handle.chmod(0o600);
  await handle.utimes(1, 2);
  assert.strictEqual((await handle.stat()).mtimeMs, 2000);
  await handle.writeFile((async function* () {
    yield ' from';
    yield Buffer.from(' a generator');
  })());
  await handle.close();
  assert.strictEqual(closed, 1);
  assert.strictEqual(handle.fd, -1);
  await handle.close();
  await assert.rejects(handle.read(Buffer.alloc(1)), {
    code: 'EBADF', syscall: 'read',
  });
  // Closing waits for what is under way.
  const other = await fs.promises.open(at('file'));
  const reading = other.readFile('utf8');
  const closing = other.close();
  assert.match(await reading, /a generator$/);
  await closing;
}
main().then(() => console.log('done'));
