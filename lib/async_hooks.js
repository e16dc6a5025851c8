'use strict';

/**
 * node:async_hooks: what runs now and why, hooks that are told of all that
 * begins, runs and ends, and values that follow it.
 */

const {
  kExecutionId,
  kTriggerId,
  state,
  useIds,
} = require('internal/async/ids');
const { executionAsyncResource } = require('internal/async/execution');
const { createHook } = require('internal/async/hooks');
const { AsyncLocalStorage } = require('internal/async/storage');
const { AsyncResource } = require('internal/async/resource');
const { asyncWrapProviders } = require('internal/async/providers');

useIds();

/** @returns {number} of the resource whose callback runs; 0: none */
function executionAsyncId() {
  return state[kExecutionId];
}

/** @returns {number} of the resource that started that one */
function triggerAsyncId() {
  return state[kTriggerId];
}

module.exports = {
  AsyncLocalStorage,
  AsyncResource,
  asyncWrapProviders,
  createHook,
  executionAsyncId,
  executionAsyncResource,
  triggerAsyncId,
};
