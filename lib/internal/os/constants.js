'use strict';

/** os.constants, for Linux. */

const { signals } = require('internal/os/signals');
const { errno } = require('internal/errors/errno');

const freeze = (object) =>
  Object.freeze(Object.assign(Object.create(null), object));

const priority = freeze({
  PRIORITY_LOW: 19,
  PRIORITY_BELOW_NORMAL: 10,
  PRIORITY_NORMAL: 0,
  PRIORITY_ABOVE_NORMAL: -7,
  PRIORITY_HIGH: -14,
  PRIORITY_HIGHEST: -20,
});

const dlopen = freeze({
  RTLD_LAZY: 1,
  RTLD_NOW: 2,
  RTLD_GLOBAL: 256,
  RTLD_LOCAL: 0,
  RTLD_DEEPBIND: 8,
});

exports.constants = Object.freeze(Object.assign(Object.create(null), {
  UV_UDP_REUSEADDR: 4,
  dlopen,
  errno: freeze(errno),
  signals: freeze(signals),
  priority,
}));
