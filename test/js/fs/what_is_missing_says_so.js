// Backends: one
'use strict';
const assert = require('assert');
const fs = require('fs');
const { test } = require('../common/test');
for (const name of ['openAsBlob']) {
  assert.throws(() => fs[name]('x', () => {}), {
    code: 'ERR_METHOD_NOT_IMPLEMENTED',
    message: `The fs.${name}() method is not implemented`,
  });
}
test(async () => {
  const handle = await fs.promises.open(__filename);
  for (const name of ['readableWebStream']) {
    assert.throws(() => handle[name](), {
      code: 'ERR_METHOD_NOT_IMPLEMENTED',
      message: `The FileHandle.${name}() method is not implemented`,
    });
  }
  await handle.close();
});
