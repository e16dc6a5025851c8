'use strict';
// Whole buffers of zlib: prints what each takes, a line of JSON, as the rows of
// kind 'calls' want it. Sizes and functions as the row's name says: the second
// argument is 'gzip', 'brotli' or 'zstd'; of brotli the quality is that of servers.
const zlib = require('zlib');

const kSeconds = Number(process.env.BENCH_SECONDS || 1);
const kBatch = 64; // callbacks at once

/** Text that packs as text does, about 4 to 1. */
function sample(size) {
  let random = 1;
  let text = '';
  while (text.length < size) {
    random = Math.imul(random, 1664525) + 1013904223 >>> 0;
    text += '{"id":' + (random >>> 12) + ',"name":"item ' + (random >>> 24) +
      '","tags":["one","two"]}\n';
  }
  return Buffer.from(text.slice(0, size));
}

const coding = process.argv[2];
const [pack, unpack] = {
  gzip: ['gzip', 'gunzip'],
  brotli: ['brotliCompress', 'brotliDecompress'],
  zstd: ['zstdCompress', 'zstdDecompress'],
}[coding];
const options = coding === 'brotli' ?
  { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 4 } } : {};

/** Nanoseconds a call, of the fastest of some rounds. */
function measureSync(call) {
  for (let i = 0; i < 3; i++) call();
  let best = Infinity;
  const end = process.hrtime.bigint() + BigInt(kSeconds * 1e9);
  do {
    const before = process.hrtime.bigint();
    for (let i = 0; i < 10; i++) call();
    best = Math.min(best, Number(process.hrtime.bigint() - before) / 10);
  } while (process.hrtime.bigint() < end);
  return best;
}

async function measureCallback(call) {
  const batch = () => new Promise((done, fail) => {
    let left = kBatch;
    for (let i = 0; i < kBatch; i++) {
      call((error) => {
        if (error) fail(error);
        else if (--left === 0) done();
      });
    }
  });
  await batch();
  let best = Infinity;
  const end = process.hrtime.bigint() + BigInt(kSeconds * 1e9);
  do {
    const before = process.hrtime.bigint();
    await batch();
    best = Math.min(best, Number(process.hrtime.bigint() - before) / kBatch);
  } while (process.hrtime.bigint() < end);
  return best;
}

(async () => {
  const result = {};
  for (const [name, size] of [['1k', 1024], ['10k', 10240], ['1m', 1 << 20]]) {
    const text = sample(size);
    const packed = zlib[pack + 'Sync'](text, options);
    if (!zlib[unpack + 'Sync'](packed).equals(text)) throw new Error('not the same');
    result[`pack_sync_${name}`] =
      measureSync(() => zlib[pack + 'Sync'](text, options));
    result[`unpack_sync_${name}`] = measureSync(() => zlib[unpack + 'Sync'](packed));
    result[`pack_${name}`] =
      await measureCallback((done) => zlib[pack](text, options, done));
    result[`unpack_${name}`] =
      await measureCallback((done) => zlib[unpack](packed, done));
    result[`size_${name}`] = packed.length;
  }
  console.log(JSON.stringify(result));
})();
