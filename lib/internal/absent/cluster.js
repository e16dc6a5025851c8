'use strict';

/** node:cluster, whose primary is all that there is of it yet. */

const EventEmitter = require('events');
const { addAbsent } = require('internal/util/absent');

module.exports = addAbsent('cluster', {
  functions: 'disconnect/1 fork/1 setupMaster/1 setupPrimary/1',
  classes: {
    Worker: {
      length: 1,
      extends: EventEmitter,
      methods: 'destroy disconnect isConnected isDead kill send',
    },
  },
  values: {
    SCHED_NONE: 1,
    SCHED_RR: 2,
    isMaster: true,
    isPrimary: true,
    isWorker: false,
    schedulingPolicy: 2,
    settings: {},
    workers: {},
  },
}, new EventEmitter());
