#include "core/loop/task.h"

#include <cstdlib>
#include <new>

namespace rondo {
namespace {

// Frames by size, in steps of 64 bytes. What is larger is rare.
constexpr size_t kStep = 64;
constexpr size_t kLists = 32;
// A burst of connections leaves this many frames of a size for the next one.
constexpr size_t kKept = 1024;

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kReuse = false;  // so that a use after free is seen
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
constexpr bool kReuse = false;
#else
constexpr bool kReuse = true;
#endif
#else
constexpr bool kReuse = true;
#endif

struct FreeFrame {
  FreeFrame* next;
};

// A thread's free frames. Thread-local, not the loop's: a frame does not know
// its loop when it is made, and is made and freed on one thread.
struct FrameCache {
  FreeFrame* lists[kLists] = {};
  size_t counts[kLists] = {};
  bool closed = false;

  ~FrameCache() {
    closed = true;
    for (FreeFrame*& list : lists) {
      while (list != nullptr) std::free(std::exchange(list, list->next));
    }
  }
};

thread_local FrameCache frame_cache;

}  // namespace

void* TaskPromiseBase::operator new(size_t size) {
  const size_t list = (size - 1) / kStep;
  if (kReuse && list < kLists) {
    FrameCache& cache = frame_cache;
    if (FreeFrame* frame = cache.lists[list]) {
      cache.lists[list] = frame->next;
      --cache.counts[list];
      return frame;
    }
  }
  void* memory = std::malloc((list + 1) * kStep);
  CHECK(memory != nullptr);
  return memory;
}

void TaskPromiseBase::operator delete(void* memory, size_t size) {
  const size_t list = (size - 1) / kStep;
  if (kReuse && list < kLists) {
    FrameCache& cache = frame_cache;
    if (!cache.closed && cache.counts[list] < kKept) {
      cache.lists[list] = new (memory) FreeFrame{cache.lists[list]};
      ++cache.counts[list];
      return;
    }
  }
  std::free(memory);
}

}  // namespace rondo
