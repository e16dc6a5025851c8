#include "core/pool/worker_pool.h"

#include <pthread.h>
#include <signal.h>

#include <algorithm>
#include <cstdlib>
#include <thread>

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

WorkerPool::WorkerPool(const WorkerPoolOptions& options)
    : limit_(ThreadLimit(options.threads)),
      at_once_(options.at_once),
      name_(options.name),
      create_thread_(options.create_thread) {
  queue(Lane::kGeneral).limit = limit_;
  queue(Lane::kDns).limit = (limit_ + 1) / 2;
  queue(Lane::kDetached).limit = limit_;
}

WorkerPool::~WorkerPool() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  ready_.notify_all();
  for (pthread_t thread : threads_) pthread_join(thread, nullptr);
  CHECK(queue(Lane::kGeneral).jobs.empty());
  CHECK(queue(Lane::kDns).jobs.empty());
  while (PoolJob* job = queue(Lane::kDetached).jobs.PopFront()) {
    job->Finished(false);
  }
}

bool WorkerPool::Submit(PoolJob& job, Lane lane) {
  if (at_once_) {
    job.Run();
    job.Finished(true);
    return true;
  }
  bool wake;
  {
    std::lock_guard lock(mutex_);
    // Each job has an idle thread of its own woken, while there are any.
    wake = idle_ > 0;
    if (wake) {
      --idle_;
      ++wakeups_;
    } else if (threads_.size() < limit_ && !stopping_ && !StartThread() &&
               threads_.empty()) {
      return false;
    }
    job.lane_ = lane;
    queue(lane).jobs.PushBack(job);
  }
  if (wake) ready_.notify_one();
  return true;
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
bool WorkerPool::StartThread() {
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pthread_t thread;
  const int error = create_thread_(&thread, nullptr, &ThreadMain, this);
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  if (error == 0) threads_.push_back(thread);
  return error == 0;
}

void* WorkerPool::ThreadMain(void* pool) {
  auto& self = *static_cast<WorkerPool*>(pool);
  pthread_setname_np(pthread_self(), self.name_);
  self.RunJobs();
  return nullptr;
}

void WorkerPool::RunJobs() {
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
