// Gate: counts what still comes back to an object, so that it cannot die early.
#pragma once

#include <cstdint>
#include <utility>

#include "core/base/check.h"

namespace rondo {

/// An owner of asynchronous operations enters its gate when it starts one and
/// leaves it at the last completion. Closing is two-phase: ask everything to
/// end, then go when the gate is empty. Destroying an owner before ends the
/// process here, not later in freed memory. One thread.
class Gate {
 public:
  Gate() = default;
  Gate(const Gate&) = delete;
  Gate& operator=(const Gate&) = delete;
  ~Gate() { CHECK(count_ == 0); }

  void Enter() { ++count_; }
  /// True when it was the last one out.
  bool Leave() {
    CHECK(count_ > 0);
    return --count_ == 0;
  }
  bool empty() const { return count_ == 0; }
  uint32_t count() const { return count_; }

  /// One entry for as long as it lives. Move only; the gate must outlive it.
  class Pass {
   public:
    explicit Pass(Gate& gate) : gate_(&gate) { gate.Enter(); }
    Pass(Pass&& other) noexcept : gate_(std::exchange(other.gate_, nullptr)) {}
    Pass& operator=(Pass&&) = delete;
    ~Pass() {
      if (gate_ != nullptr) gate_->Leave();
    }

   private:
    Gate* gate_;
  };

 private:
  uint32_t count_ = 0;
};

}  // namespace rondo
