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

function isStep(value) {
  return isNodeStream(value) || isIterable(value) || isWebStream(value);
}

/**
 * As stream.pipeline, as a promise.
 *
 * @param {...*} streams the steps, and maybe {signal?: AbortSignal,
 *   end?: boolean} last; end: false leaves the last stream open
 * @returns {Promise<*>} what a last function's promise gave
 */
function pipeline(...streams) {
  return new Promise((resolve, reject) => {
    let options;
    const last = streams[streams.length - 1];
    if (last && typeof last === 'object' && !isStep(last)) {
      options = streams.pop();
    }
    runPipeline(streams, (error, value) => {
      if (error) reject(error);
      else resolve(value);
    }, options);
  });
}

module.exports = { finished, pipeline };
