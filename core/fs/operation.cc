#include "core/fs/operation.h"

#include <cerrno>

namespace rondo::fs {

Operation::Operation(Callback callback, Call call)
    : PhaseCall(
          [](PhaseCall& call) { static_cast<Operation&>(call).Finish(); }),
      callback_(callback),
      route_(InfoOf(call).route),
      failed_(call) {}

void Operation::Start(Loop& loop) {
  CHECK(!active_ && callback_ != nullptr);
  loop_ = &loop;
  active_ = true;
  in_pool_ = false;
  error_ = 0;
  const bool cached =
      route_ == Route::kCachedThenPool || route_ == Route::kCachedThenLoop;
  if (cached && TryCached()) {
    loop.AddPending(*this);
    return;
  }
  const bool on_loop =
      route_ == Route::kLoop || route_ == Route::kCachedThenLoop;
  if (on_loop && StartOnLoop(loop)) return;
  if (loop.pool() == nullptr) {
    Fail(failed_, ENOSYS);
    loop.AddPending(*this);
    return;
  }
  in_pool_ = true;
  PoolWork& work = *this;
  loop.pool()->Submit(loop, work);
}

void Operation::RunSync() {
  CHECK(!active_);
  error_ = 0;
  Perform();
}

void Operation::Cancel() {
  if (!active_) return;
  if (in_pool_) {
    PoolWork& work = *this;
    loop_->pool()->Cancel(work);
  } else {
    CancelOnLoop(*loop_);
  }
}

void Operation::Done(int error) {
  if (error != 0) error_ = error;
  Finish();
}

void Operation::Finish() {
  active_ = false;
  callback_(*this);
}

void Operation::Fail(Call call, int error) {
  CHECK(error > 0);
  if (error_ != 0) return;
  error_ = error;
  failed_ = call;
}

void Operation::Fail(Call call) { Fail(call, errno); }

}  // namespace rondo::fs
