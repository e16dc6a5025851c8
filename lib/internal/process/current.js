'use strict';

/**
 * The process object for the depths of the library: the global of that name
 * can be replaced by programs. Set by internal/process when it is made.
 */
exports.process = undefined;
