'use strict';
const assert = require('assert');
const fs = require('fs');
const { pipeline } = require('stream/promises');
const { at } = require('./common/tmp');

const contents = Buffer.alloc(1_000_000, 'some text. ');
async function text(stream) {
  let all = '';
  for await (const chunk of stream) all += chunk;
  return all;
}
async function main() {
  const out = fs.createWriteStream(at('file'));
  const events = [];
  for (const name of ['open', 'ready', 'finish', 'close']) {
    out.on(name, () => events.push(name));
  }
  out.write(contents.subarray(0, 10));
  out.cork();
  out.write(contents.subarray(10, 1000));
  out.write(contents.subarray(1000, 2000));
  out.uncork();
  out.end(contents.subarray(2000));
  await new Promise((resolve) => out.on('close', resolve));
  assert.deepStrictEqual(events, ['open', 'ready', 'finish', 'close']);
  assert.strictEqual(out.bytesWritten, contents.length);

  const source = fs.createReadStream(at('file'));
  const copy = fs.createWriteStream(at('copy'), { flush: true });
  await pipeline(source, copy);
  assert.strictEqual(source.bytesRead, contents.length);
  assert(contents.equals(fs.readFileSync(at('copy'))));

  assert.strictEqual(
    await text(fs.createReadStream(at('file'),
                                   { start: 11, end: 14, encoding: 'utf8' })),
    'some');
  await pipeline(['HERE'], fs.createWriteStream(at('file'),
                                                { flags: 'r+', start: 5 }));
  assert.strictEqual(fs.readFileSync(at('file'), 'utf8').slice(0, 11),
                     'some HERE. ');

  const handle = await fs.promises.open(at('file'));
  assert.strictEqual((await text(handle.createReadStream())).length,
                     contents.length);
  assert.strictEqual(handle.fd, -1);  // the stream has closed it

  await assert.rejects(text(fs.createReadStream(at('absent'))),
                       { code: 'ENOENT', syscall: 'open' });
  const controller = new AbortController();
  const aborted = fs.createReadStream(at('file'),
                                      { signal: controller.signal });
  controller.abort();
  await assert.rejects(text(aborted), { name: 'AbortError' });
  await assert.rejects(pipeline(['x'], fs.createWriteStream('/dev/full')),
                       { code: 'ENOSPC' });
}
main().then(() => console.log('done'));
