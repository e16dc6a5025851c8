// IdTable: numbers that stand for native objects, none of them used twice.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/base/check.h"

namespace rondo {

/// An id is a slot and the number of its tenant, in 53 bits: a double holds it
/// exactly, and JavaScript may keep it for ever. One that outlived its object
/// finds nothing: a slot whose numbers are used up is never let again. Owns
/// nothing. O(1) each; sixteen bytes a slot.
template <typename T>
class IdTable {
 public:
  /// Never an id.
  static constexpr uint64_t kNone = 0;

  /// The id of `object` until Remove.
  uint64_t Add(T* object) {
    CHECK(object != nullptr);
    uint64_t index = free_;
    if (index != kNoSlot) {
      free_ = slots_[index].next;
    } else {
      CHECK(slots_.size() < kMaxSlots);  // sixteen million at once
      index = slots_.size();
      slots_.push_back({});
    }
    Slot& slot = slots_[index];
    slot.object = object;
    slot.live = true;
    ++slot.tenant;
    ++size_;
    return slot.tenant << kSlotBits | index;
  }

  /// Null when the object was removed, or never was.
  T* Find(uint64_t id) const {
    const uint64_t index = SlotOf(id);
    if (index >= slots_.size()) return nullptr;
    const Slot& slot = slots_[index];
    return slot.live && slot.tenant == id >> kSlotBits ? slot.object : nullptr;
  }
  /// The same for a number that JavaScript brought.
  T* Find(double id) const {
    // Also false for NaN.
    return id >= 0 && id < kEnd ? Find(static_cast<uint64_t>(id)) : nullptr;
  }

  void Remove(uint64_t id) {
    CHECK(Find(id) != nullptr);
    const uint64_t index = SlotOf(id);
    Slot& slot = slots_[index];
    slot.live = false;
    --size_;
    if (slot.tenant == kLastTenant) return;
    slot.next = free_;
    free_ = index;
  }

  /// A number that no other object has now, below 2^24: it may index an array
  /// of what belongs to those that live.
  static uint32_t SlotOf(uint64_t id) {
    return static_cast<uint32_t>(id & (kMaxSlots - 1));
  }

  size_t size() const { return size_; }

  /// Calls `visit(T&)` for each object; `visit` may remove the one it gets.
  template <typename Visitor>
  void ForEach(Visitor visit) {
    for (size_t i = 0; i < slots_.size(); ++i) {
      if (slots_[i].live) visit(*slots_[i].object);
    }
  }

  /// An id's slot is its remainder by this.
  static constexpr uint64_t kMaxSlots = uint64_t{1} << 24;

 private:
  friend struct IdTableTest;
  static constexpr int kSlotBits = 24;
  static_assert(kMaxSlots == uint64_t{1} << kSlotBits);
  static constexpr uint64_t kLastTenant = (uint64_t{1} << (53 - kSlotBits)) - 1;
  static constexpr uint64_t kNoSlot = UINT64_MAX;
  static constexpr double kEnd = 0x1p53;

  struct Slot {
    union {
      T* object;
      uint64_t next = kNoSlot;  // of the free list
    };
    uint64_t tenant : 63 = 0;  // the present one, or the last; from 1
    uint64_t live : 1 = 0;
  };

  std::vector<Slot> slots_;
  uint64_t free_ = kNoSlot;
  size_t size_ = 0;
};

}  // namespace rondo
