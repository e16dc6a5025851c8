'use strict';

/**
 * Work that is written once for the synchronous functions of fs and for those
 * that give promises: a generator yields its steps, and gets their results.
 */

/**
 * Performs the steps of a generator, one after the other.
 *
 * @param {Generator} steps
 * @param {function(*): *} perform a step's result, or a promise of it
 * @param {function(*): boolean} [stops] a step that is not performed, but given
 *   to the caller, who may drive on
 * @returns {*} the step that stopped it, or undefined at the end; a promise of
 *   that if perform gives promises
 */
function drive(steps, perform, stops = () => false) {
  let promised;

  /** Goes on until a result has to be waited for. */
  const advance = (result) => {
    for (;;) {
      const { done, value: step } = steps.next(result);
      if (done || stops(step)) return done ? undefined : step;
      result = perform(step);
      if (result instanceof Promise) return wait(result);
    }
  };

  // One promise for all steps: a chain of them would be as long as the work.
  const wait = (result) => {
    if (promised === undefined) {
      promised = {};
      promised.promise = new Promise((resolve, reject) => {
        Object.assign(promised, { resolve, reject });
      });
    }
    result.then(resume, promised.reject);
    return promised.promise;
  };

  const resume = (result) => {
    try {
      const outcome = advance(result);
      if (outcome !== promised.promise) promised.resolve(outcome);
    } catch (error) {
      promised.reject(error);
    }
  };

  return advance(undefined);
}

exports.drive = drive;
