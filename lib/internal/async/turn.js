'use strict';

/**
 * What JavaScript keeps for as long as one turn lasts: from the call of C++ until
 * the queues behind it are empty. Whoever has such state names it here, and how it
 * becomes what it is when nothing runs.
 *
 * As a rule it does so by itself, by `finally` if need be. A turn that was cut off
 * (Environment::TerminateTask) leaves it as it was at that moment: not even a
 * `finally` runs. Then all of it is put right, before anything else is called.
 *
 * Native contract, binding 'task':
 *   setTurnCallbacks({ resetTurn, tellTurnEnds, findTurnFault }): void
 *     resetTurn(): boolean   a turn was cut off. It runs nothing of the program,
 *                            and cannot be cut off itself. True: tellTurnEnds is to
 *                            be called
 *     tellTurnEnds(): void   tells hooks of what was cut off, as any callback
 *     findTurnFault(): string|undefined
 *                            before a turn begins, in builds that check: whose
 *                            state the last one has left behind
 */

const { setTurnCallbacks } = binding('task');

/** @type {{name: string, reset(): void, isFresh(): boolean}[]} */
const parts = [];

/** What hooks are to be told, in this order. */
let endings = [];

/**
 * @param {{name: string, reset(): void, isFresh(): boolean}} part
 *   reset() may find each of its variables half-way: V8 ends what runs where a
 *   function begins or a loop turns.
 */
function addTurnPart(part) {
  parts.push(part);
}

/**
 * For a part's reset(): what is told of the end when all parts are right again.
 * @param {() => void} tell
 */
function tellLater(tell) {
  endings.push(tell);
}

/** What `step` returns of the first element for which that is something. */
function findAmong(elements, step) {
  let found;
  for (let at = 0; found === undefined && at < elements.length; at++) {
    found = step(elements[at]);
  }
  return found;
}

setTurnCallbacks({
  resetTurn() {
    endings = [];
    findAmong(parts, (part) => { part.reset(); });
    return endings.length > 0;
  },
  tellTurnEnds() {
    const told = endings;
    endings = [];
    findAmong(told, (tell) => { tell(); });
  },
  findTurnFault() {
    return findAmong(parts, (part) => part.isFresh() ? undefined : part.name);
  },
});

exports.addTurnPart = addTurnPart;
exports.tellLater = tellLater;
