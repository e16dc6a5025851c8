'use strict';

/**
 * The asynchronous context of a request or a response: the one in which the program
 * read or wrote it, whichever task brings the rest.
 */

const { captureContext, contextsInUse, runTaskInContext } =
  require('internal/async/context');
const { kContext } = require('internal/http/symbols');

/** What is called for the message from now on runs in the context of now. */
function keepContext(message) {
  if (contextsInUse()) message[kContext] = captureContext();
}

/**
 * Calls `fn(message, argument)` in the context that the message keeps, if there is
 * one.
 * @param {any} message
 * @param {function(any, any): void} fn
 * @param {any} [argument]
 */
function callInContext(message, fn, argument) {
  const context = message[kContext];
  if (context === undefined) fn(message, argument);
  else runTaskInContext(context, fn, undefined, [message, argument]);
}

exports.callInContext = callInContext;
exports.keepContext = keepContext;
