#include "core/pool/worker_pool.h"

#include <pthread.h>
#include <signal.h>

#include <algorithm>
#include <cstdlib>

namespace rondo {
namespace {

size_t ThreadLimit(size_t wanted) {
  if (wanted > 0) return wanted;
  if (const char* text = std::getenv("UV_THREADPOOL_SIZE")) {
    const long number = std::strtol(text, nullptr, 10);
    return static_cast<size_t>(std::clamp(number, 1L, 1024L));
  }
  return std::max(2u, std::thread::hardware_concurrency());
}

}  // namespace

WorkerPool::WorkerPool(size_t threads) : limit_(ThreadLimit(threads)) {
  queue(Lane::kGeneral).limit = limit_;
  queue(Lane::kDns).limit = (limit_ + 1) / 2;
  queue(Lane::kEngine).limit = std::max<size_t>(1, limit_ - 1);
}

WorkerPool::~WorkerPool() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  ready_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  CHECK(queue(Lane::kGeneral).jobs.empty());
  CHECK(queue(Lane::kDns).jobs.empty());
  while (PoolJob* job = queue(Lane::kEngine).jobs.PopFront()) {
    job->Finished(false);
  }
}

void WorkerPool::Submit(PoolJob& job, Lane lane) {
  bool wake;
  {
    std::lock_guard lock(mutex_);
    job.lane_ = lane;
    queue(lane).jobs.PushBack(job);
    // Each job has an idle thread of its own woken, while there are any.
    wake = idle_ > 0;
    if (wake) {
      --idle_;
      ++wakeups_;
    } else if (threads_.size() < limit_ && !stopping_) {
      StartThread();
    }
  }
  if (wake) ready_.notify_one();
}

bool WorkerPool::Cancel(PoolJob& job) {
  {
    std::lock_guard lock(mutex_);
    if (!job.linked()) return false;
    job.Unlink();
  }
  job.Finished(false);
  return true;
}

// The next job of a lane that has a thread to spare, with mutex_ held.
PoolJob* WorkerPool::Take() {
  if (stopping_) return nullptr;
  for (Queue& queue : queues_) {
    if (queue.running == queue.limit) continue;
    if (PoolJob* job = queue.jobs.PopFront()) return job;
  }
  return nullptr;
}

// With mutex_ held. Signals are for the threads that run loops.
void WorkerPool::StartThread() {
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  threads_.emplace_back([this] { ThreadMain(); });
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

void WorkerPool::ThreadMain() {
  pthread_setname_np(pthread_self(), "rondo-pool");
  std::unique_lock lock(mutex_);
  while (true) {
    PoolJob* job = Take();
    if (job == nullptr) {
      if (stopping_) return;
      ++idle_;
      ready_.wait(lock, [this] { return wakeups_ > 0 || stopping_; });
      if (wakeups_ > 0) --wakeups_;
      continue;
    }
    Queue& from = queue(job->lane_);
    ++from.running;
    lock.unlock();
    job->Run();
    job->Finished(true);
    lock.lock();
    --from.running;
  }
}

}  // namespace rondo
