#include "core/net/memory_return.h"

#include <malloc.h>

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
  if (closed_ >= kFlood) {  // it goes on
    Begin(*loop_);
    return;
  }
  if (rounds_ == kRounds && hook_ != nullptr) hook_(context_);
#if defined(__GLIBC__)
  if (mallinfo2().fordblks > kKeptBytes) malloc_trim(0);
#endif
  if (--rounds_ > 0) loop_->Start(timer_, loop_->Now() + kDelayNs);
}

}  // namespace rondo::net
