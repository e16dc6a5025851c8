'use strict';
/** Where fs makes the buffer of a read, what is not read into is zero. */
const fs = require('fs');
const { assert, test } = require('../http/common/wire');

test(async () => {
  // Memory that was used before is what malloc gives.
  for (let i = 0; i < 64; i++) Buffer.allocUnsafeSlow(16384).fill(0xee);
  const handle = await fs.promises.open(__filename);
  const { bytesRead, buffer } = await handle.read({ position: 0, length: 3 });
  await handle.close();
  assert.strictEqual(bytesRead, 3);
  assert.strictEqual(buffer.length, 16384);
  assert(buffer.subarray(3).every((byte) => byte === 0));
});
