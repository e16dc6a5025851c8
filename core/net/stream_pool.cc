#include "core/net/stream_pool.h"

#include <cstdlib>
#include <new>

#include "core/base/check.h"
#include "core/net/sender.h"

namespace rondo::net {
namespace {

Segment* Allocate(size_t room, Segment::Kind kind) {
  void* memory = std::malloc(sizeof(Segment) + room);
  CHECK(memory != nullptr);
  Segment* segment = new (memory) Segment;
  segment->data = static_cast<uint8_t*>(memory) + sizeof(Segment);
  segment->capacity = room;
  segment->kind = kind;
  return segment;
}

}  // namespace

StreamPool::~StreamPool() {
  CHECK(waiters_.empty());
  for (FreeList* list : {&small_, &large_, &owned_}) {
    while (Segment* segment = Pop(*list)) std::free(segment);
  }
  while (senders_ != nullptr) {
    Sender* sender = senders_;
    senders_ = sender->next_free;
    delete sender;
  }
}

Segment* StreamPool::Pop(FreeList& list) {
  Segment* segment = list.first;
  if (segment == nullptr) return nullptr;
  list.first = segment->next;
  --list.count;
  return segment;
}

bool StreamPool::Push(FreeList& list, Segment* segment, size_t limit) {
  if (list.count == limit) return false;
  segment->next = list.first;
  list.first = segment;
  ++list.count;
  return true;
}

Segment* StreamPool::Acquire(size_t size, bool prefer_large) {
  const bool small = size <= kSmallSegment && !prefer_large;
  if (!small && size > kLargeSegment) {
    return Allocate(size, Segment::Kind::kExact);
  }
  Segment* segment = Pop(small ? small_ : large_);
  if (segment == nullptr) {
    return small ? Allocate(kSmallSegment, Segment::Kind::kSmall)
                 : Allocate(kLargeSegment, Segment::Kind::kLarge);
  }
  segment->begin = segment->end = 0;
  return segment;
}

Segment* StreamPool::AcquireOwned(const OwnedBytes& bytes) {
  Segment* segment = Pop(owned_);
  if (segment == nullptr) segment = Allocate(0, Segment::Kind::kOwned);
  // Only read from: the kernel sends it.
  segment->data = const_cast<uint8_t*>(bytes.bytes.data());
  segment->begin = 0;
  segment->end = bytes.bytes.size();
  // Full, so that nothing is appended to somebody else's bytes.
  segment->capacity = 0;
  segment->release = bytes.release;
  segment->owner = bytes.owner;
  return segment;
}

void StreamPool::Release(Segment* segment) {
  bool kept = false;
  switch (segment->kind) {
    case Segment::Kind::kSmall:
      kept = Push(small_, segment, kKeptSmall);
      break;
    case Segment::Kind::kLarge:
      kept = Push(large_, segment, kKeptLarge);
      break;
    case Segment::Kind::kOwned: {
      const OwnedBytes::Release release = segment->release;
      void* owner = segment->owner;
      kept = Push(owned_, segment, kKeptSmall);
      if (!kept) std::free(segment);
      if (release != nullptr) release(owner);
      return;
    }
    case Segment::Kind::kExact:
      break;
  }
  if (!kept) std::free(segment);
}

Sender* StreamPool::AcquireSender() {
  if (senders_ == nullptr) return new Sender(*this);
  Sender* sender = senders_;
  senders_ = sender->next_free;
  --sender_count_;
  return sender;
}

void StreamPool::Release(Sender* sender) {
  sender->queue.Clear();
  sender->stream = nullptr;
  if (sender_count_ == kKeptSmall) {
    delete sender;
    return;
  }
  sender->next_free = senders_;
  senders_ = sender;
  ++sender_count_;
}

void StreamPool::NotifyWaiters() {
  // One descriptor: whoever waits longest tries, and joins again at the end if
  // there is still none.
  waiters_.PopFront()->OnDescriptorFreed();
}

}  // namespace rondo::net
