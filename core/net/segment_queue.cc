#include "core/net/segment_queue.h"

#include <cstring>

#include "core/base/check.h"
#include "core/net/stream_pool.h"

namespace rondo::net {

void Transport::Write(std::span<const uint8_t> bytes) {
  if (bytes.empty()) return;
  std::span<uint8_t> room = Reserve(bytes.size());
  std::memcpy(room.data(), bytes.data(), bytes.size());
  Commit(bytes.size());
}

void SegmentQueue::Push(Segment& segment) {
  segment.next = nullptr;
  if (last_ != nullptr) {
    last_->next = &segment;
  } else {
    first_ = &segment;
  }
  last_ = &segment;
}

std::span<uint8_t> SegmentQueue::Reserve(size_t size) {
  if (last_ == nullptr || last_->end + size > last_->capacity) {
    // Behind somebody else's bytes usually only a few follow.
    const bool prefer_large =
        last_ != nullptr && last_->kind != Segment::Kind::kOwned;
    Push(*pool_->Acquire(size, prefer_large));
  }
  return {last_->data + last_->end, last_->capacity - last_->end};
}

void SegmentQueue::Append(std::span<const uint8_t> bytes) {
  if (bytes.empty()) return;
  std::memcpy(Reserve(bytes.size()).data(), bytes.data(), bytes.size());
  Commit(bytes.size());
}

void SegmentQueue::AppendOwned(const OwnedBytes& bytes) {
  Push(*pool_->AcquireOwned(bytes));
  size_ += bytes.bytes.size();
}

void SegmentQueue::TakeAll(SegmentQueue& other) {
  CHECK(pool_ == other.pool_);
  if (other.first_ == nullptr) return;
  if (last_ != nullptr) {
    last_->next = other.first_;
  } else {
    first_ = other.first_;
  }
  last_ = other.last_;
  size_ += other.size_;
  other.first_ = other.last_ = nullptr;
  other.size_ = 0;
}

void SegmentQueue::Consume(size_t size) {
  CHECK(size <= size_);
  size_ -= size;
  while (first_ != nullptr) {
    const size_t filled = first_->end - first_->begin;
    if (filled > size) {
      first_->begin += size;
      return;
    }
    size -= filled;
    Segment* used = first_;
    first_ = used->next;
    if (first_ == nullptr) last_ = nullptr;
    pool_->Release(used);
    if (size == 0 && size_ != 0) return;
  }
}

size_t SegmentQueue::Describe(iovec* pieces, size_t max) const {
  size_t count = 0;
  for (Segment* segment = first_; segment != nullptr && count < max;
       segment = segment->next) {
    if (segment->begin == segment->end) continue;
    pieces[count++] = {segment->data + segment->begin,
                       segment->end - segment->begin};
  }
  return count;
}

void SegmentQueue::Clear() {
  while (first_ != nullptr) {
    Segment* segment = first_;
    first_ = segment->next;
    pool_->Release(segment);
  }
  last_ = nullptr;
  size_ = 0;
}

}  // namespace rondo::net
