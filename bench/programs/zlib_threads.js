'use strict';
// What handing work to a thread of the pool costs, and where it pays: microseconds of
// wall and CPU time a call, a line of JSON. brotli of the best quality goes to the
// pool whatever its size, so that `thread` (callback less synchronous) is the price
// of the way there and back; gzip's callback shows what is done of the small ones.
// runtime/bindings/zlib_jobs.cc and the estimates of core/compress rest on these.
const zlib = require('zlib');

const kCalls = 1000;
const kSizes = [64, 1024, 4096, 10240, 65536];

function sample(size) {
  let random = 1;
  let text = '';
  while (text.length < size) {
    random = Math.imul(random, 1664525) + 1013904223 >>> 0;
    text += `line ${random >>> 14} of the text\n`;
  }
  return Buffer.from(text.slice(0, size));
}

/** Calls one after another, each waiting for the one before. */
async function run(calls, call) {
  await call();
  const cpu = process.cpuUsage();
  const since = process.hrtime.bigint();
  for (let i = 0; i < calls; i++) await call();
  const wall = Number(process.hrtime.bigint() - since) / 1e3 / calls;
  const { user, system } = process.cpuUsage(cpu);
  return { wall, cpu: (user + system) / calls };
}

async function both(calls, text, name) {
  const sync = await run(calls, async () => zlib[name + 'Sync'](text));
  const callback = await run(calls, () => new Promise((done, fail) => {
    zlib[name](text, (error) => (error ? fail(error) : done()));
  }));
  return {
    sync,
    callback,
    thread: {
      wall: callback.wall - sync.wall,
      cpu: callback.cpu - sync.cpu,
    },
  };
}

(async () => {
  const result = { brotli: await both(kCalls / 10, sample(64), 'brotliCompress') };
  for (const size of kSizes) {
    result[`gzip ${size}`] = await both(kCalls, sample(size), 'gzip');
  }
  const flat = {};
  for (const [what, ways] of Object.entries(result)) {
    for (const [way, times] of Object.entries(ways)) {
      for (const [clock, value] of Object.entries(times)) {
        flat[`${what}_${way}_${clock}`.replace(' ', '_')] = value;
      }
    }
  }
  console.log(JSON.stringify(flat));
})();
