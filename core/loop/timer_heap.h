// TimerHeap: armed timers by deadline, equal ones by start order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/loop/timer.h"

namespace rondo {

/// A 4-ary heap whose elements know their place, so that moving and removing
/// cost O(log n). Holds no timer alive.
class TimerHeap {
 public:
  bool empty() const { return heap_.empty(); }
  Timer& top() const { return *heap_[0]; }
  /// Inserts, or moves when armed.
  void Set(Timer& timer, uint64_t deadline);
  void Remove(Timer& timer);
  /// Timers set from now on have this start number or a later one.
  uint64_t next_sequence() const { return next_sequence_; }

 private:
  static bool Before(const Timer& a, const Timer& b);
  void Place(size_t index, Timer& timer);
  void Up(size_t index, Timer& timer);
  void Down(size_t index, Timer& timer);

  std::vector<Timer*> heap_;
  uint64_t next_sequence_ = 0;
};

}  // namespace rondo
