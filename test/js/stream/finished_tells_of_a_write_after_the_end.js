'use strict';
// A write after the end is an error of the stream: finished() reports it and
// never success, whenever it was called, and whether 'finish' came before.
const { Writable, PassThrough, finished } = require('stream');

const slow = (chunk, encoding, done) => setTimeout(done, 2);
const fast = (chunk, encoding, done) => done();
const lines = [];

function watch(name, stream, when) {
  const log = [name];
  lines.push(log);
  for (const event of ['error', 'finish', 'close']) {
    stream.on(event, (error) => log.push(error ? error.code : event));
  }
  const start = () => finished(stream, (error) => {
    log.push(`finished: ${error?.code}`);
  });
  stream.resume?.();
  if (when === 'before') start();
  stream.end('a');
  stream.write('late');
  if (when === 'after') start();
  if (when === 'later') setTimeout(start, 5);
}

for (const when of ['before', 'after', 'later']) {
  watch(`slow, ${when}`, new Writable({ write: slow }), when);
  watch(`fast, ${when}`, new Writable({ write: fast }), when);
  watch(`both sides, ${when}`, new PassThrough(), when);
  watch(`no close, ${when}`, new Writable({ write: slow, emitClose: false }),
        when);
  watch(`no destroy, ${when}`, new Writable({ write: slow, autoDestroy: false }),
        when);
}

// The listener watches only for what may still come.
const closed = new Writable({ write: fast });
closed.destroy(new Error('gone'));
const stop = finished(closed, () => {});
lines.push(['closed before:', ...closed.eventNames()]);
process.nextTick(() => process.nextTick(() => {
  stop();
  lines.push(['stopped:', ...closed.eventNames()]);
}));

setTimeout(() => {
  for (const line of lines) console.log(line.join(' '));
}, 30);
