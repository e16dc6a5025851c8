'use strict';

/** node:test is not there yet. */

const { unavailable } = require('internal/util/unavailable');
const { addAbsent } = require('internal/util/absent');

const test = unavailable('test.test', 3);

module.exports = addAbsent('test', {
  functions: `
    after/2 afterEach/2 before/2 beforeEach/2 describe/3 expectFailure/3
    getTestContext/0 only/3 run/0 skip/3 suite/3 todo/3`,
  objects: {
    assert: {
      functions: 'register/0',
    },
    snapshot: {
      functions: 'setDefaultSnapshotSerializers/0 setResolveSnapshotPath/0',
    },
  },
  instances: {
    mock: {
      of: 'MockTracker',
      methods: 'fn getter method property reset restoreAll setter',
      accessors: 'timers',
    },
  },
  values: { it: test, test },
}, test);
