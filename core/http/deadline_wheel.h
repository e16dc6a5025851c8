// DeadlineWheel: very many timeouts, most of which are moved before they fire.
#pragma once

#include <array>
#include <cstdint>

#include "core/base/intrusive_list.h"
#include "core/loop/loop.h"

namespace rondo::http {

/// Something with one deadline. 40 bytes when idle connections are counted.
class DeadlineNode : public ListNode<DeadlineNode> {
 public:
  /// Nanoseconds of Loop::Now(); kNever when none.
  uint64_t deadline() const { return deadline_; }
  static constexpr uint64_t kNever = UINT64_MAX;

 protected:
  ~DeadlineNode() { Unlink(); }

 private:
  friend class DeadlineWheel;
  uint64_t deadline_ = kNever;
  uint64_t slot_tick_ = 0;  // the tick in whose slot it stands, while linked
};

/// A hashed wheel of slots of kTickNs, one loop timer for all. Moving a deadline
/// to a later time is one store: the node stays in its slot and is put where it
/// belongs when that slot's time comes. A deadline fires at most one tick late.
/// The timer does not keep the loop alive; with nothing armed it is not armed.
class DeadlineWheel {
 public:
  static constexpr uint64_t kTickNs = 1u << 24;  // 16.8 ms
  static constexpr uint64_t kSlots = 512;        // one round: 8.6 s

  using Expire = void (*)(void* context, DeadlineNode& node);
  /// `expire` is called from the timers phase, for a node that is disarmed.
  DeadlineWheel(Loop& loop, Expire expire, void* context);
  ~DeadlineWheel();

  void Arm(DeadlineNode& node, uint64_t deadline) {
    node.deadline_ = deadline;
    const uint64_t tick = deadline / kTickNs;
    if (node.linked() && node.slot_tick_ <= tick) return;
    Place(node);
  }
  /// A store: the node leaves its slot when that comes up.
  void Disarm(DeadlineNode& node) {
    node.deadline_ = DeadlineNode::kNever;
  }

 private:
  static void OnTimer(Timer& timer);
  void Place(DeadlineNode& node);
  void Turn();
  void ArmTimer(uint64_t tick);
  /// The first tick from `from` on whose slot is not empty.
  uint64_t NextTick(uint64_t from) const;

  struct WheelTimer : Timer {
    WheelTimer(Callback callback, DeadlineWheel* wheel)
        : Timer(callback), wheel(wheel) {}
    DeadlineWheel* wheel;
  };

  Loop& loop_;
  Expire expire_;
  void* context_;
  WheelTimer timer_;
  uint64_t done_tick_;  // slots up to this one were turned
  std::array<uint64_t, kSlots / 64> occupied_{};
  std::array<IntrusiveList<DeadlineNode>, kSlots> slots_;
};

}  // namespace rondo::http
