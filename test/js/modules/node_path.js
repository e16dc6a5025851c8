// Env: NODE_PATH=fixtures/none:fixtures/global
'use strict';
const assert = require('assert');
assert.strictEqual(require('from_node_path'), 'from NODE_PATH');
