'use strict';
/**
 * The module `stream/promises`.
 *
 * @module stream/promises
 */

const { finished } = require('internal/streams/end_of_stream');
const { runPipeline } = require('internal/streams/pipeline');
const {
  isIterable,
  isNodeStream,
  isWebStream,
} = require('internal/streams/utils');

/** Whether an argument is not a step of the pipeline but its options. */
function isOptions(value) {
  if (value === null || typeof value !== 'object') return false;
  return ![isNodeStream, isIterable, isWebStream].some((test) => test(value));
}

/**
 * As stream.pipeline, as a promise.
 *
 * @param {...*} streams the steps, and maybe {signal?: AbortSignal,
 *   end?: boolean} last; end: false leaves the last stream open
 * @returns {Promise<*>} what a last function's promise gave
 */
function pipeline(...streams) {
  const options = isOptions(streams.at(-1)) ? streams.pop() : undefined;
  return new Promise((resolve, reject) => {
    const onEnd = (error, value) => (error ? reject(error) : resolve(value));
    runPipeline(streams, onEnd, options);
  });
}

module.exports = { finished, pipeline };
