'use strict';
// A gigabyte through a stream of zlib and back, in chunks of 64 KB: prints the
// seconds and the CPU seconds of both ways, a line of JSON. Peers beside it:
// `gzip -6`, `zstd -3` of the same bytes.
const { Readable, Writable } = require('stream');
const { pipeline } = require('stream/promises');
const zlib = require('zlib');

const total = Number(process.env.BENCH_BYTES || 1 << 30);
const [Pack, Unpack] = {
  gzip: [zlib.createGzip, zlib.createGunzip],
  zstd: [zlib.createZstdCompress, zlib.createZstdDecompress],
}[process.argv[2] || 'gzip'];

const chunk = Buffer.alloc(64 * 1024);
let random = 1;
for (let at = 0; at < chunk.length;) {
  random = Math.imul(random, 1664525) + 1013904223 >>> 0;
  at += chunk.write(`line ${random >>> 14} of the text\n`, at);
}

function source() {
  let left = total;
  return new Readable({
    read() {
      if (left <= 0) this.push(null);
      else this.push(chunk);
      left -= chunk.length;
    },
  });
}

async function timed(...streams) {
  let bytes = 0;
  const sink = new Writable({
    write(part, encoding, done) {
      bytes += part.length;
      done();
    },
  });
  const before = process.hrtime.bigint();
  const cpu = process.cpuUsage();
  await pipeline(...streams, sink);
  const { user, system } = process.cpuUsage(cpu);
  return {
    seconds: Number(process.hrtime.bigint() - before) / 1e9,
    cpu: (user + system) / 1e6,
    bytes,
  };
}

(async () => {
  const packed = await timed(source(), Pack());
  const back = await timed(source(), Pack(), Unpack());
  if (back.bytes < total) throw new Error('bytes are missing');
  console.log(JSON.stringify({
    pack_s: packed.seconds,
    pack_cpu_s: packed.cpu,
    back_s: back.seconds,
    back_cpu_s: back.cpu,
    packed_bytes: packed.bytes,
  }));
})();
