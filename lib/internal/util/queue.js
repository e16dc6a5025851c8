'use strict';
/**
 * A first-in first-out queue in a ring that doubles when it is full.
 *
 * @module internal/util/queue
 */

const kInitialCapacity = 8;  // A power of two, as all capacities.

class Queue {
  constructor() {
    this.ring = undefined;
    this.head = 0;
    /** @type {number} elements in the queue */
    this.size = 0;
  }

  /** @param {*} value anything but undefined */
  push(value) {
    if (this.ring === undefined) {
      this.ring = new Array(kInitialCapacity).fill(undefined);
    } else if (this.size === this.ring.length) {
      this.ring = this.toArray().concat(
        new Array(this.size).fill(undefined));
      this.head = 0;
    }
    this.ring[(this.head + this.size) & (this.ring.length - 1)] = value;
    this.size++;
  }

  /** @returns {*} the oldest element, or undefined when there is none */
  shift() {
    if (this.size === 0) return undefined;
    const value = this.ring[this.head];
    this.ring[this.head] = undefined;
    this.head = (this.head + 1) & (this.ring.length - 1);
    this.size--;
    return value;
  }

  /** @returns {*} what shift() would return */
  peek() {
    return this.size === 0 ? undefined : this.ring[this.head];
  }

  /** @returns {Array} the elements, oldest first */
  toArray() {
    const mask = this.ring === undefined ? 0 : this.ring.length - 1;
    return Array.from(
      { length: this.size }, (_, i) => this.ring[(this.head + i) & mask]);
  }
}

module.exports = { Queue };
