'use strict';
/** Numbers that a seed decides: the same choices for the same seed. */

class Random {
  #state;

  /** @param {number} seed */
  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /** 0 to 1. (A linear congruence and a shuffle of its bits.) */
  next() {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0;
    let bits = this.#state;
    bits = Math.imul(bits ^ bits >>> 15, 0x2c1b3c6d);
    bits = Math.imul(bits ^ bits >>> 13, 0x297a2d39);
    return ((bits ^ bits >>> 16) >>> 0) / 2 ** 32;
  }

  /** A whole number from `low` to `high`. */
  between(low, high) {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  /** True in one of `times` cases. */
  oneIn(times) {
    return this.next() * times < 1;
  }

  pick(list) {
    return list[Math.floor(this.next() * list.length)];
  }

  /** A length: mostly short, at times long. */
  size() {
    return this.pick([0, 1, this.between(2, 300), this.between(300, 20_000),
                      this.between(20_000, 400_000)]);
  }

  /** Another source of numbers, which those of this one do not disturb. */
  fork() {
    return new Random(Math.floor(this.next() * 2 ** 32));
  }
}

module.exports = { Random };
