// StreamPool: what the streams of one loop share: free output segments and send
// operations, and who waits for a descriptor.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/base/descriptor_set.h"
#include "core/base/intrusive_list.h"
#include "core/net/memory_return.h"
#include "core/net/segment_queue.h"

namespace rondo::net {

class Sender;

/// Told when one of our sockets was closed, so that accept may work again.
class DescriptorWaiter : public ListNode<DescriptorWaiter> {
 public:
  virtual void OnDescriptorFreed() = 0;

 protected:
  ~DescriptorWaiter() = default;
};

/// One a loop, made on the loop's thread and used there only; outlives every
/// stream. An idle stream owns none of its memory.
class StreamPool {
 public:
  /// A response with its head fits; a segment and its header are 1 KB together.
  static constexpr size_t kSmallSegment = 1024 - sizeof(Segment);
  static constexpr size_t kLargeSegment = 16 * 1024;
  /// How many of each are kept when nobody uses them: as many small ones as a
  /// pass of the loop can have in flight twice over, 1 MB of the large.
  static constexpr size_t kKeptSmall = 2048;
  static constexpr size_t kKeptLarge = 64;

  StreamPool() = default;
  ~StreamPool();
  StreamPool(const StreamPool&) = delete;
  StreamPool& operator=(const StreamPool&) = delete;

  /// A segment with room for `size` bytes or more; `prefer_large` when it will
  /// not be the only one of its queue.
  Segment* Acquire(size_t size, bool prefer_large);
  Segment* AcquireOwned(const OwnedBytes& bytes);
  /// Calls release of owned bytes.
  void Release(Segment* segment);

  Sender* AcquireSender();
  void Release(Sender* sender);

  /// Which descriptors are streams' now: a program that names one must not get
  /// a second stream over it.
  DescriptorSet& descriptors() { return descriptors_; }

  /// What happens to memory after a flood.
  MemoryReturn& memory_return() { return memory_return_; }

  void AddWaiter(DescriptorWaiter& waiter) { waiters_.PushBack(waiter); }
  /// A descriptor of this process was closed.
  void NotifyDescriptorFreed() {
    if (!waiters_.empty()) NotifyWaiters();
  }

 private:
  struct FreeList {
    Segment* first = nullptr;
    size_t count = 0;
  };
  static Segment* Pop(FreeList& list);
  static bool Push(FreeList& list, Segment* segment, size_t limit);
  void NotifyWaiters();

  FreeList small_;
  FreeList large_;
  FreeList owned_;
  Sender* senders_ = nullptr;
  size_t sender_count_ = 0;
  DescriptorSet descriptors_;
  IntrusiveList<DescriptorWaiter> waiters_;
  MemoryReturn memory_return_;
};

}  // namespace rondo::net
