'use strict';
// The message of a failed assert.ok() has the whole call, however it is named.
const assert = require('assert');

const name = 'ok';
for (const [call, source] of [
  [() => assert['ok'](null), "assert['ok'](null)"],
  [() => assert[name](0), 'assert[name](0)'],
  [() => assert['strict'].ok(0), "assert['strict'].ok(0)"],
  [() => assert.strict['ok'](0), "assert.strict['ok'](0)"],
  [() => assert?.ok(0), 'assert?.ok(0)'],
]) {
  assert.throws(call, {
    message: `The expression evaluated to a falsy value:\n\n  ${source}\n`,
  });
}
