'use strict';

/**
 * Atomics.wait blocks the thread, so what was answered leaves before it does. V8
 * 12 and newer tell nobody of such a wait: its function is replaced. While the
 * snapshot is made there is no Atomics, so this happens at each start.
 *
 * @module internal/process/atomics_wait
 */

const { flushWrites } = binding('task');
const { apply } = Reflect;

function flushBeforeAtomicsWait() {
  const { wait: block } = Atomics;
  const { wait } = {
    wait(typedArray, index, value, timeout) {
      flushWrites();
      return apply(block, Atomics, [typedArray, index, value, timeout]);
    },
  };
  Object.defineProperty(Atomics, 'wait', {
    __proto__: null, value: wait, writable: true, enumerable: false,
    configurable: true,
  });
}

exports.flushBeforeAtomicsWait = flushBeforeAtomicsWait;
