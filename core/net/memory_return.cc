#include "core/net/memory_return.h"

#include <malloc.h>

#include <utility>

namespace rondo::net {

MemoryReturn::~MemoryReturn() {
  if (loop_ != nullptr) loop_->Stop(timer_);
}

void MemoryReturn::Begin(Loop& loop) {
  if (loop_ == nullptr) {
    loop_ = &loop;
    loop.SetRef(timer_, false);
  }
  closed_ = 0;
  rounds_ = kRounds;
  loop.Start(timer_, loop.Now() + kDelayNs);
}

void MemoryReturn::OnTimer(Timer& timer) {
  static_cast<OwnedTimer&>(timer).owner->Round();
}

void MemoryReturn::Round() {
  if (std::exchange(closed_, 0) >= kFlood / 8) {  // it goes on
    Begin(*loop_);
    return;
  }
  const uint64_t now = loop_->Now();
  if (rounds_ == kRounds && hook_ != nullptr && now >= next_hook_ns_) {
    next_hook_ns_ = now + kHookPauseNs;
    hook_(context_);
  }
#if defined(__GLIBC__)
  if (mallinfo2().fordblks > kKeptBytes) malloc_trim(0);
#endif
  if (--rounds_ > 0) loop_->Start(timer_, loop_->Now() + kDelayNs);
}

}  // namespace rondo::net
