#include "core/http/server/deadline_wheel.h"

#include <algorithm>
#include <bit>

namespace rondo::http {

DeadlineWheel::DeadlineWheel(Loop& loop, Expire expire)
    : loop_(loop), expire_(expire) {
  loop_.SetRef(timer_, false);
}

DeadlineWheel::~DeadlineWheel() {
  loop_.Stop(timer_);
  for (auto& slot : slots_) {
    while (slot.PopFront() != nullptr) {
    }
  }
}

void DeadlineWheel::Place(DeadlineNode& node) {
  node.ListNode<DeadlineNode>::Unlink();
  // At rest the wheel does not follow the time.
  if (!timer_.armed()) turned_tick_ = loop_.Now() / kTickNs;
  node.tick_ = std::clamp(node.deadline_ / kTickNs, turned_tick_ + 1,
                          turned_tick_ + kSlots - 1);
  const uint64_t slot = node.tick_ % kSlots;
  slots_[slot].PushBack(node);
  occupied_[slot / 64] |= uint64_t{1} << slot % 64;
  const uint64_t due = (node.tick_ + 1) * kTickNs;
  if (!timer_.armed() || due < timer_.deadline()) loop_.Start(timer_, due);
}

void DeadlineWheel::OnTimer(Timer& timer) {
  static_cast<WheelTimer&>(timer).wheel->Turn();
}

void DeadlineWheel::Turn() {
  const uint64_t now = loop_.Now();
  // The slot of the tick that runs now is not over.
  const uint64_t last = now / kTickNs - 1;
  // Keeps Place from taking the wheel for resting meanwhile.
  loop_.Start(timer_, DeadlineNode::kNever);
  const uint64_t first =
      last - turned_tick_ >= kSlots ? last - kSlots + 1 : turned_tick_ + 1;
  for (uint64_t tick = first; tick <= last; ++tick) {
    turned_tick_ = tick;
    const uint64_t slot = tick % kSlots;
    uint64_t& word = occupied_[slot / 64];
    const uint64_t bit = uint64_t{1} << slot % 64;
    if ((word & bit) == 0) continue;
    word &= ~bit;
    while (DeadlineNode* node = slots_[slot].PopFront()) {
      if (node->deadline_ == DeadlineNode::kNever) continue;
      if (node->deadline_ > now) {
        Place(*node);
      } else {
        node->deadline_ = DeadlineNode::kNever;
        expire_(*node);
      }
    }
  }
  loop_.Stop(timer_);
  ArmTimer();
}

void DeadlineWheel::ArmTimer() {
  for (uint64_t ahead = 1; ahead < kSlots;) {
    const uint64_t slot = (turned_tick_ + ahead) % kSlots;
    const uint64_t word = occupied_[slot / 64] >> slot % 64;
    if (word == 0) {
      ahead += 64 - slot % 64;
      continue;
    }
    ahead += std::countr_zero(word);
    if (ahead < kSlots) {
      loop_.Start(timer_, (turned_tick_ + ahead + 1) * kTickNs);
    }
    return;
  }
}

}  // namespace rondo::http
