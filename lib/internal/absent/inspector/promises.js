'use strict';

/** node:inspector/promises is not there yet. */

const { addAbsent, builtin } = require('internal/util/absent');

const inspector = builtin('inspector');

module.exports = addAbsent('inspector/promises', {
  classes: { Session: { extends: inspector.Session, methods: 'post' } },
}, { ...inspector });
