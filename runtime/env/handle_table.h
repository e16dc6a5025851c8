// HandleTable: small integers that stand for native objects in JavaScript.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/base/check.h"

namespace rondo {

/// A handle is a slot and a generation in one non-negative 31-bit integer (a
/// Smi in V8), so that a handle that outlived its object finds nothing rather
/// than the slot's next tenant. Owns nothing. O(1) each; one pointer and four
/// bytes a slot.
template <typename T>
class HandleTable {
 public:
  /// Never a valid handle.
  static constexpr int32_t kNone = -1;

  /// Handle of `object` until Remove.
  int32_t Add(T* object) {
    CHECK(object != nullptr);
    uint32_t index;
    if (free_ != kNoSlot) {
      index = free_;
      free_ = static_cast<uint32_t>(slots_[index].next);
    } else {
      CHECK(slots_.size() < kMaxSlots);
      index = static_cast<uint32_t>(slots_.size());
      slots_.push_back({});
    }
    Slot& slot = slots_[index];
    slot.object = object;
    slot.live = true;
    ++size_;
    return static_cast<int32_t>(slot.generation << kIndexBits | index);
  }

  /// Null when the object was removed or never was.
  T* Find(int32_t handle) const {
    if (handle < 0) return nullptr;
    const uint32_t index = static_cast<uint32_t>(handle) & kIndexMask;
    if (index >= slots_.size()) return nullptr;
    const Slot& slot = slots_[index];
    if (!slot.live ||
        slot.generation != static_cast<uint32_t>(handle) >> kIndexBits) {
      return nullptr;
    }
    return slot.object;
  }

  /// The object of a handle that must be valid.
  T& Get(int32_t handle) const {
    T* object = Find(handle);
    CHECK(object != nullptr);
    return *object;
  }

  void Remove(int32_t handle) {
    CHECK(Find(handle) != nullptr);
    const uint32_t index = static_cast<uint32_t>(handle) & kIndexMask;
    Slot& slot = slots_[index];
    slot.live = false;
    slot.generation = (slot.generation + 1) & kGenerationMask;
    slot.next = free_;
    free_ = index;
    --size_;
  }

  size_t size() const { return size_; }

  /// Calls `visit(T&)` for each object; `visit` may remove the one it gets.
  template <typename Visitor>
  void ForEach(Visitor visit) {
    for (size_t i = 0; i < slots_.size(); ++i) {
      if (slots_[i].live) visit(*slots_[i].object);
    }
  }

 private:
  static constexpr uint32_t kIndexBits = 20;  // a million objects
  static constexpr uint32_t kMaxSlots = 1u << kIndexBits;
  static constexpr uint32_t kIndexMask = kMaxSlots - 1;
  static constexpr uint32_t kGenerationMask = (1u << (31 - kIndexBits)) - 1;
  static constexpr uint32_t kNoSlot = UINT32_MAX;

  struct Slot {
    union {
      T* object;
      uint64_t next = kNoSlot;  // of the free list
    };
    uint32_t generation : 31 = 0;
    uint32_t live : 1 = 0;
  };

  std::vector<Slot> slots_;
  uint32_t free_ = kNoSlot;
  size_t size_ = 0;
};

}  // namespace rondo
