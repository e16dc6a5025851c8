// Timer: calls back once at a time of the loop's clock. Embedded in its owner.
#pragma once

#include <cstdint>

#include "core/base/check.h"

namespace rondo {

class Loop;
class TimerHeap;

/// One-shot; start it again from its callback to repeat. Starting an armed
/// timer moves it. O(log n) in the number of armed timers: what has very many
/// equal timeouts (connections, JavaScript timers) keeps a list per duration
/// and one Timer for the list.
class Timer {
 public:
  using Callback = void (*)(Timer& timer);

  explicit Timer(Callback callback) : callback_(callback) {}
  Timer(const Timer&) = delete;
  Timer& operator=(const Timer&) = delete;
  /// Stop it first; an armed timer must not die.
  ~Timer() { CHECK(!armed()); }

  bool armed() const { return index_ >= 0; }
  /// Nanoseconds of Loop::Now() at which it fires.
  uint64_t deadline() const { return deadline_; }

 private:
  friend class Loop;
  friend class TimerHeap;

  Callback callback_;
  uint64_t deadline_ = 0;
  uint64_t sequence_ = 0;  // equal deadlines fire in the order of their start
  int32_t index_ = -1;
  bool ref_ = true;
};

}  // namespace rondo
