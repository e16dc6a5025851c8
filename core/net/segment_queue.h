// SegmentQueue: output bytes on their way, in pooled pieces.
#pragma once

#include <sys/uio.h>

#include <cstddef>
#include <cstdint>
#include <span>

#include "core/net/transport.h"

namespace rondo::net {

class StreamPool;

/// One piece: memory of its own behind it (small, large, exact), or somebody
/// else's bytes (owned).
struct Segment {
  enum class Kind : uint8_t { kSmall, kLarge, kExact, kOwned };

  Segment* next = nullptr;
  uint8_t* data = nullptr;
  uint64_t capacity : 56 = 0;
  Kind kind : 8 = Kind::kSmall;
  size_t begin = 0;  // [begin, end) of data is still to be sent
  size_t end = 0;
  OwnedBytes::Release release = nullptr;  // kOwned
  void* owner = nullptr;
};

/// A chain of segments, first in first out. Not thread-safe.
class SegmentQueue {
 public:
  explicit SegmentQueue(StreamPool& pool) : pool_(&pool) {}
  ~SegmentQueue() { Clear(); }
  SegmentQueue(const SegmentQueue&) = delete;
  SegmentQueue& operator=(const SegmentQueue&) = delete;

  bool empty() const { return size_ == 0; }
  /// Bytes committed and not consumed.
  size_t size() const { return size_; }

  /// At least `size` contiguous writable bytes behind the last committed one,
  /// valid until the next call. Bytes committed before do not move.
  std::span<uint8_t> Reserve(size_t size);
  void Commit(size_t size) {
    last_->end += size;
    size_ += size;
  }
  void Append(std::span<const uint8_t> bytes);
  void AppendOwned(const OwnedBytes& bytes);
  /// Moves all of `other` to the end of this; O(1). Same pool.
  void TakeAll(SegmentQueue& other);
  /// Removes `size` bytes from the front; frees what is used up.
  void Consume(size_t size);
  /// Describes the front in at most `max` pieces; returns how many.
  size_t Describe(iovec* pieces, size_t max) const;
  void Clear();

 private:
  void Push(Segment& segment);

  StreamPool* pool_;
  Segment* first_ = nullptr;
  Segment* last_ = nullptr;
  size_t size_ = 0;
};

}  // namespace rondo::net
