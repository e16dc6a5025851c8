// Backends: one
'use strict';
const assert = require('assert');
const module_ = require('module');
for (const name of ['register', 'registerHooks', 'findSourceMap',
                    'stripTypeScriptTypes']) {
  assert.throws(() => module_[name]('x'), {
    code: 'ERR_METHOD_NOT_IMPLEMENTED',
    message: `The module.${name}() method is not implemented`,
  });
}
assert.throws(() => module_.setSourceMapsSupport(true), {
  code: 'ERR_METHOD_NOT_IMPLEMENTED',
});
module_.setSourceMapsSupport(false);
