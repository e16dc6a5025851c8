// WorkerPool: threads for what the kernel cannot do asynchronously. One a
// process, passed by reference, never a global.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "core/base/check.h"
#include "core/base/intrusive_list.h"

namespace rondo {

/// Work of a lane never occupies more than that lane's share of the threads:
/// slow name look-ups do not starve file reads.
enum class Lane : uint8_t {
  kGeneral,  // every thread
  kDns,      // half of them
  kEngine,   // V8's own tasks: all but one
};
inline constexpr size_t kLaneCount = 3;

/// One piece of work. Embedded in its owner, which must live until Finished is
/// called. What comes back to an event loop is a PoolWork
/// (core/loop/pool_work.h).
class PoolJob : public ListNode<PoolJob> {
 public:
  /// On a pool thread.
  virtual void Run() = 0;
  /// The pool's last touch: on the pool thread after Run, or, when the job was
  /// taken out of the queue (`ran` false), on the thread that did so. May free
  /// the job.
  virtual void Finished(bool ran) = 0;

 protected:
  PoolJob() = default;
  ~PoolJob() = default;

 private:
  friend class WorkerPool;
  Lane lane_ = Lane::kGeneral;
};

/// Work without a loop to come back to (V8's background tasks): `Run`, then the
/// pool deletes it.
class DetachedWork : public PoolJob {
 public:
  virtual ~DetachedWork() = default;

 private:
  void Finished(bool) final { delete this; }
};

class WorkerPool {
 public:
  /// `threads` 0: UV_THREADPOOL_SIZE if set (1..1024), else the number of
  /// cores, at least 2. Threads start when first needed; they take no signals.
  explicit WorkerPool(size_t threads = 0);
  /// Waits for what runs. Of what is queued, detached work is dropped; a job of
  /// another kind is a bug.
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  /// Thread-safe. The job must be idle.
  void Submit(PoolJob& job, Lane lane = Lane::kGeneral);
  /// Runs `work`, then brings it home to `loop`, which stays alive until then.
  /// On the loop's thread. `Work`: PoolWork or what derives from it.
  template <typename Loop, typename Work>
  void Submit(Loop& loop, Work& work, Lane lane = Lane::kGeneral) {
    work.SubmitTo(*this, loop, lane);
  }
  /// Thread-safe. True if it had not begun: it left the queue and
  /// Finished(false) was called. False: it runs or has run.
  bool Cancel(PoolJob& job);
  void SubmitDetached(std::unique_ptr<DetachedWork> work) {
    Submit(*work.release(), Lane::kEngine);
  }

  /// Threads it may have.
  size_t thread_count() const { return limit_; }

 private:
  struct Queue {
    IntrusiveList<PoolJob> jobs;
    size_t running = 0;
    size_t limit = 0;
  };

  Queue& queue(Lane lane) { return queues_[static_cast<size_t>(lane)]; }
  PoolJob* Take();
  void StartThread();
  void ThreadMain();

  const size_t limit_;
  std::mutex mutex_;
  std::condition_variable ready_;
  // Under mutex_:
  Queue queues_[kLaneCount];
  size_t idle_ = 0;     // threads that wait and that nobody has woken
  size_t wakeups_ = 0;  // woken ones that have not noticed yet
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace rondo
