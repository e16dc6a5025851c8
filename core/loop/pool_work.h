// PoolWork: work for the pool whose result comes back to a loop.
#pragma once

#include <cerrno>

#include "core/loop/loop.h"
#include "core/pool/worker_pool.h"

namespace rondo {

/// `Run` on a pool thread, then `Done` on the loop's thread (poll phase).
/// Embedded in its owner, which must live until Done is called; Done may free
/// it. Start it with WorkerPool::Submit(loop, work, lane), withdraw it with
/// WorkerPool::Cancel(work).
class PoolWork : public PoolJob, private PostedCall {
 public:
  /// `error` 0: Run has run. ECANCELED: it was still queued when Cancel was
  /// called. EAGAIN: the pool has no thread, and gets none.
  virtual void Done(int error) = 0;
  /// Submitted, Done not yet called.
  bool active() const { return loop_ != nullptr; }

 protected:
  PoolWork() : PostedCall(&PoolWork::ComeHome) {}
  ~PoolWork() { CHECK(!active()); }

 private:
  friend class WorkerPool;

  void SubmitTo(WorkerPool& pool, Loop& loop, Lane lane) {
    CHECK(!active());
    loop_ = &loop;
    loop.AddRef();
    if (pool.Submit(static_cast<PoolJob&>(*this), lane)) return;
    error_ = EAGAIN;
    loop.Post(*this);
  }
  void Finished(bool ran) final {
    error_ = ran ? 0 : ECANCELED;
    loop_->Post(*this);
  }
  static void ComeHome(PostedCall& call) {
    auto& work = static_cast<PoolWork&>(call);
    work.loop_->DropRef();
    work.loop_ = nullptr;
    work.Done(work.error_);
  }

  Loop* loop_ = nullptr;
  int error_ = 0;
};

}  // namespace rondo
