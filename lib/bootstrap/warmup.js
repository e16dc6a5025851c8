'use strict';

/**
 * Runs what every program will run, while the snapshot is built: only functions
 * that ran keep their bytecode in it. See also startPath in bootstrap/loader.
 *
 * Each entry must leave no trace: no timer, no listener, no cached value.
 */

const tasks = [
  function errors() {
    const { codes } = require('internal/errors/errors');
    new codes.ERR_INVALID_ARG_TYPE('name', 'string', 1).toString();
  },
  function printing() {
    const { Console } = require('internal/console/console');
    const { SyncWriteStream } = require('internal/process/stdio');
    const console = new Console({ stdout: { write() {}, _writeNow: () => true } });
    console.log('text');
    console.log({ a: 1, 'b-c': ['text', null, undefined, true, 1n] }, -0);
    new SyncWriteStream(1)._writeNow('');
  },
  function loadingOfModules() {
    const { Module } = require('internal/modules/cjs');
    const { forgetPackages, packageScope } =
      require('internal/modules/package_json');
    const empty = '/dev/null';
    Module._load(empty);
    packageScope(empty);
    delete Module._cache[empty];
    for (const key of Object.keys(Module._pathCache)) {
      delete Module._pathCache[key];
    }
    forgetPackages();
  },
];

function run() {
  for (const task of tasks) task();
}

exports.run = run;
