#include "core/fs/operation.h"

#include <cerrno>

namespace rondo::fs {

Operation::Operation(Callback callback)
    : PhaseTask(
          [](PhaseTask& task) { static_cast<Operation&>(task).Finish(); }),
      callback_(callback) {}

void Operation::Start(Loop& loop) {
  CHECK(!active_ && callback_ != nullptr);
  loop_ = &loop;
  active_ = true;
  in_pool_ = false;
  error_ = 0;
  if (TryCached()) {
    loop.AddPending(*this);
    return;
  }
  if (StartOnLoop(loop)) return;
  if (loop.pool() == nullptr) {
    Fail(Call::kOpen, ENOSYS);
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

void Operation::Done(bool cancelled) {
  if (cancelled) error_ = ECANCELED;
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
