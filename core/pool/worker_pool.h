// WorkerPool: threads for what the kernel cannot do asynchronously. A process
// has one for its programs and one for V8, passed by reference, never globals.
#pragma once

#include <pthread.h>

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "core/base/check.h"
#include "core/base/intrusive_list.h"

namespace rondo {

/// Work of a lane never occupies more than that lane's share of the threads:
/// slow name look-ups do not starve file reads.
enum class Lane : uint8_t {
  kGeneral,   // every thread
  kDns,       // half of them
  kDetached,  // every thread; what has no loop to come back to
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

struct WorkerPoolOptions {
  /// 0: UV_THREADPOOL_SIZE if set (1..1024), else the number of cores, at least
  /// 2.
  size_t threads = 0;
  /// No threads: each job runs inside the Submit that brings it. For a
  /// simulated machine, on which nothing may depend on when threads run.
  bool at_once = false;
  /// Of the threads, at most 15 characters. Static.
  const char* name = "rondo-pool";
  /// pthread_create, or what a test has in its place.
  int (*create_thread)(pthread_t*, const pthread_attr_t*, void* (*)(void*),
                       void*) = &pthread_create;
};

/// Threads start when first needed; they take no signals. The system may refuse
/// one (a limit of processes): then the pool goes on with those it has, and
/// tries again with the next job; with none, Submit fails.
class WorkerPool {
 public:
  explicit WorkerPool(const WorkerPoolOptions& options);
  explicit WorkerPool(size_t threads = 0)
      : WorkerPool(WorkerPoolOptions{.threads = threads}) {}
  /// Waits for what runs. Of what is queued, detached work is dropped; a job of
  /// another kind is a bug.
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  /// Thread-safe. The job must be idle. False: there is no thread to run it;
  /// nothing was done.
  [[nodiscard]] bool Submit(PoolJob& job, Lane lane = Lane::kGeneral);
  /// Runs `work`, then brings it home to `loop`, which stays alive until then;
  /// without a thread it comes home with EAGAIN. On the loop's thread. `Work`:
  /// PoolWork or what derives from it.
  template <typename Loop, typename Work>
  void Submit(Loop& loop, Work& work, Lane lane = Lane::kGeneral) {
    work.SubmitTo(*this, loop, lane);
  }
  /// Thread-safe. True if it had not begun: it left the queue and
  /// Finished(false) was called. False: it runs or has run.
  bool Cancel(PoolJob& job);
  /// Gives the work back when there is no thread to run it.
  std::unique_ptr<DetachedWork> SubmitDetached(
      std::unique_ptr<DetachedWork> work) {
    DetachedWork* job = work.release();
    if (Submit(*job, Lane::kDetached)) return nullptr;
    return std::unique_ptr<DetachedWork>(job);
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
  bool StartThread();
  static void* ThreadMain(void* pool);
  void RunJobs();

  const size_t limit_;
  const bool at_once_;
  const char* const name_;
  decltype(WorkerPoolOptions::create_thread) const create_thread_;
  std::mutex mutex_;
  std::condition_variable ready_;
  // Under mutex_:
  Queue queues_[kLaneCount];
  size_t idle_ = 0;     // threads that wait and that nobody has woken
  size_t wakeups_ = 0;  // woken ones that have not noticed yet
  bool stopping_ = false;
  std::vector<pthread_t> threads_;
};

}  // namespace rondo
