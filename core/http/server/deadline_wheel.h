// DeadlineWheel: very many timeouts, most of which are moved before they fire.
#pragma once

#include <array>
#include <cstdint>

#include "core/base/intrusive_list.h"
#include "core/loop/loop.h"
#include "core/loop/timer.h"

namespace rondo::http {

/// Something with one deadline.
class DeadlineNode : public ListNode<DeadlineNode> {
 public:
  static constexpr uint64_t kNever = UINT64_MAX;
  /// Nanoseconds of Loop::Now(); kNever when there is none.
  uint64_t deadline() const { return deadline_; }

 protected:
  ~DeadlineNode() { ListNode<DeadlineNode>::Unlink(); }

 private:
  friend class DeadlineWheel;
  bool in_slot() const { return ListNode<DeadlineNode>::linked(); }

  uint64_t deadline_ = kNever;
  uint64_t tick_ = 0;  // in whose slot it stands
};

/// A hashed wheel of slots, one loop timer for all. Moving a deadline to a
/// later time, or taking it away, is one store: the node stays in its slot and
/// is put where it belongs when that slot's time comes. A deadline fires at
/// most one tick late. The timer does not keep the loop alive, and with nothing
/// in the slots it is not armed.
class DeadlineWheel {
 public:
  static constexpr uint64_t kTickNs = uint64_t{1} << 24;  // 16.8 ms
  static constexpr uint64_t kSlots = 512;                 // one round: 8.6 s

  /// Called from the timers phase with a node that is disarmed and in no slot;
  /// it may be destroyed inside.
  using Expire = void (*)(DeadlineNode& node);

  DeadlineWheel(Loop& loop, Expire expire);
  ~DeadlineWheel();

  void Arm(DeadlineNode& node, uint64_t deadline) {
    node.deadline_ = deadline;
    if (node.in_slot() && node.tick_ <= deadline / kTickNs) return;
    Place(node);
  }
  void Disarm(DeadlineNode& node) { node.deadline_ = DeadlineNode::kNever; }

 private:
  struct WheelTimer : Timer {
    explicit WheelTimer(DeadlineWheel* wheel)
        : Timer(&DeadlineWheel::OnTimer), wheel(wheel) {}
    DeadlineWheel* wheel;
  };

  static void OnTimer(Timer& timer);
  void Turn();
  void Place(DeadlineNode& node);
  void ArmTimer();

  Loop& loop_;
  Expire expire_;
  WheelTimer timer_{this};
  uint64_t turned_tick_ =
      0;  // slots up to this tick's are empty or of the next round
  std::array<uint64_t, kSlots / 64> occupied_{};
  std::array<IntrusiveList<DeadlineNode, DeadlineNode>, kSlots> slots_;
};

}  // namespace rondo::http
