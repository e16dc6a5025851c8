'use strict';

/**
 * A binary min-heap whose entries know their place, so that any of them can
 * be moved or taken out in O(log n) without a search.
 *
 * Entries are objects with a numeric `expiry` (the key) and a `heapIndex`
 * that this class maintains (0 while outside of the heap).
 */
class PriorityQueue {
  /** The first place is unused: with the root at 1, a parent is index >> 1. */
  #heap = [undefined];

  get size() {
    return this.#heap.length - 1;
  }

  /** Forgets all entries, in whatever state it is. */
  clear() {
    this.#heap.length = 1;
  }

  /** The entry with the least expiry, or undefined. */
  peek() {
    return this.#heap[1];
  }

  /** @param {{expiry: number, heapIndex: number}} entry not in the heap yet */
  insert(entry) {
    const index = this.#heap.length;
    this.#heap.push(entry);
    this.#siftUp(index, entry);
  }

  /** Takes `entry`, which must be in the heap, out of it. */
  remove(entry) {
    const index = entry.heapIndex;
    entry.heapIndex = 0;
    const last = this.#heap.pop();
    if (last === entry) return;
    this.#heap[index] = last;
    last.heapIndex = index;
    this.update(last);
  }

  /** Restores the order after `entry.expiry` was changed. */
  update(entry) {
    const index = entry.heapIndex;
    const parent = this.#heap[index >> 1];
    if (index > 1 && parent.expiry > entry.expiry) {
      this.#siftUp(index, entry);
    } else {
      this.#siftDown(index, entry);
    }
  }

  #siftUp(index, entry) {
    const heap = this.#heap;
    while (index > 1) {
      const parentIndex = index >> 1;
      const parent = heap[parentIndex];
      if (parent.expiry <= entry.expiry) break;
      heap[index] = parent;
      parent.heapIndex = index;
      index = parentIndex;
    }
    heap[index] = entry;
    entry.heapIndex = index;
  }

  #siftDown(index, entry) {
    const heap = this.#heap;
    const size = heap.length;
    for (;;) {
      let childIndex = index << 1;
      if (childIndex >= size) break;
      if (childIndex + 1 < size &&
          heap[childIndex + 1].expiry < heap[childIndex].expiry) {
        childIndex++;
      }
      const child = heap[childIndex];
      if (child.expiry >= entry.expiry) break;
      heap[index] = child;
      child.heapIndex = index;
      index = childIndex;
    }
    heap[index] = entry;
    entry.heapIndex = index;
  }
}

exports.PriorityQueue = PriorityQueue;
