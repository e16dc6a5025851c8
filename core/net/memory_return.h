// MemoryReturn: gives memory back to the system when a flood of streams is
// over.
#pragma once

#include <cstdint>

#include "core/loop/loop.h"
#include "core/loop/timer.h"

namespace rondo::net {

/// The C library keeps what was freed between blocks that live on. After many
/// streams have closed within a second, and few more do, that may be hundreds
/// of megabytes that this process will not need again: some seconds later they
/// go back. Belongs to a StreamPool; the loop outlives it.
class MemoryReturn {
 public:
  /// So many streams that close within kDelayNs make a flood, an eighth of them
  /// is its going on. A quiet server has no timer.
  static constexpr uint32_t kFlood = 256;
  static constexpr uint64_t kDelayNs = 1'000'000'000;
  /// The hook may cost much: floods that come again and again have it at most
  /// this often.
  static constexpr uint64_t kHookPauseNs = 30'000'000'000;
  /// What frees memory by and by (a garbage collector) needs more than one.
  static constexpr int kRounds = 3;
  /// Free memory that is not worth the calls; it will be used again.
  static constexpr uint64_t kKeptBytes = 16u << 20;

  MemoryReturn() : timer_(this) {}
  ~MemoryReturn();
  MemoryReturn(const MemoryReturn&) = delete;
  MemoryReturn& operator=(const MemoryReturn&) = delete;

  /// `hook` runs at the end of a flood, on the loop's thread, before memory is
  /// given back: to free what is cached.
  void set_hook(void (*hook)(void* context), void* context) {
    hook_ = hook;
    context_ = context;
  }

  void StreamClosed(Loop& loop) {
    if (timer_.armed()) {
      ++closed_;
      return;
    }
    if (loop.Now() - since_ns_ > kDelayNs) {
      since_ns_ = loop.Now();
      closed_ = 0;
    }
    if (++closed_ >= kFlood) Begin(loop);
  }

 private:
  struct OwnedTimer : Timer {
    explicit OwnedTimer(MemoryReturn* owner)
        : Timer(&MemoryReturn::OnTimer), owner(owner) {}
    MemoryReturn* owner;
  };

  void Begin(Loop& loop);
  static void OnTimer(Timer& timer);
  void Round();

  OwnedTimer timer_;
  Loop* loop_ = nullptr;
  void (*hook_)(void* context) = nullptr;
  void* context_ = nullptr;
  uint32_t closed_ = 0;  // since since_ns_, or since the timer was started
  uint64_t since_ns_ = 0;
  uint64_t next_hook_ns_ = 0;
  int rounds_ = 0;
};

}  // namespace rondo::net
