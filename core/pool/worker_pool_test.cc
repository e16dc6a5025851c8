#include "core/pool/worker_pool.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <fstream>
#include <functional>
#include <memory>
#include <semaphore>
#include <string>
#include <thread>

namespace rondo {
namespace {

class Job : public PoolJob {
 public:
  explicit Job(std::function<void()> run = [] {}) : run_(std::move(run)) {}
  void Run() override { run_(); }
  void Finished(bool ran) override {
    this->ran = ran;
    done.release();
  }
  std::counting_semaphore<64> done{0};
  std::atomic<bool> ran{false};

 private:
  std::function<void()> run_;
};

TEST(WorkerPoolTest, RunsJobsSeveralAtATime) {
  WorkerPool pool(2);
  std::binary_semaphore both{0};
  Job first([&] { both.acquire(); });
  Job second([&] { both.release(); });
  EXPECT_TRUE(pool.Submit(first));
  EXPECT_TRUE(pool.Submit(second));
  first.done.acquire();
  second.done.acquire();
  EXPECT_TRUE(first.ran);
  EXPECT_TRUE(second.ran);
}

TEST(WorkerPoolTest, AJobMaySubmitItselfAgain) {
  WorkerPool pool(2);
  for (int i = 0; i < 100; ++i) {
    Job job;
    EXPECT_TRUE(pool.Submit(job));
    job.done.acquire();
    EXPECT_TRUE(pool.Submit(job));
    job.done.acquire();
  }
}

TEST(WorkerPoolTest, CancelTakesOnlyWhatWaits) {
  WorkerPool pool(1);
  std::binary_semaphore begun{0}, release{0};
  Job running([&] {
    begun.release();
    release.acquire();
  });
  Job waiting;
  EXPECT_TRUE(pool.Submit(running));
  begun.acquire();
  EXPECT_TRUE(pool.Submit(waiting));
  EXPECT_TRUE(pool.Cancel(waiting));
  waiting.done.acquire();
  EXPECT_FALSE(waiting.ran);
  EXPECT_FALSE(pool.Cancel(running));
  release.release();
  running.done.acquire();
  EXPECT_FALSE(pool.Cancel(running));
  // Nor is it run later.
  Job behind;
  EXPECT_TRUE(pool.Submit(behind));
  behind.done.acquire();
  EXPECT_FALSE(waiting.ran);
}

TEST(WorkerPoolTest, SlowLookUpsLeaveThreadsForFiles) {
  WorkerPool pool(4);
  std::counting_semaphore<64> release{0};
  std::atomic<int> begun{0};
  const auto wait = [&] {
    ++begun;
    release.acquire();
  };
  Job lookups[8] = {Job(wait), Job(wait), Job(wait), Job(wait),
                    Job(wait), Job(wait), Job(wait), Job(wait)};
  for (Job& job : lookups) EXPECT_TRUE(pool.Submit(job, Lane::kDns));
  // A thread that has done with a file looks for more to do.
  for (int i = 0; i < 100; ++i) {
    Job file;
    EXPECT_TRUE(pool.Submit(file));
    file.done.acquire();
  }
  EXPECT_LE(begun, 2);
  release.release(8);
  for (Job& job : lookups) job.done.acquire();
}

class Counted : public DetachedWork {
 public:
  Counted(std::atomic<int>& runs, std::atomic<int>& deaths)
      : runs_(runs), deaths_(deaths) {}
  ~Counted() override { ++deaths_; }
  void Run() override { ++runs_; }

 private:
  std::atomic<int>& runs_;
  std::atomic<int>& deaths_;
};

/// Whether a thread of this process waits for something.
bool Sleeps(pid_t thread) {
  std::ifstream stat("/proc/self/task/" + std::to_string(thread) + "/stat");
  std::string id, name, state;
  stat >> id >> name >> state;
  return state == "S";
}

TEST(WorkerPoolTest, DetachedWorkIsDeletedAlsoWhenDropped) {
  std::atomic<int> runs = 0, deaths = 0;
  std::binary_semaphore begun{0}, release{0};
  Job blocker([&] {
    begun.release();
    release.acquire();
  });
  auto pool = std::make_unique<WorkerPool>(1);
  pool->SubmitDetached(std::make_unique<Counted>(runs, deaths));
  while (deaths < 1) usleep(1000);
  EXPECT_EQ(runs, 1);
  EXPECT_TRUE(pool->Submit(blocker));
  begun.acquire();
  for (int i = 0; i < 10; ++i) {
    pool->SubmitDetached(std::make_unique<Counted>(runs, deaths));
  }
  std::atomic<pid_t> ending = 0;
  std::thread end([&] {
    ending = gettid();
    pool.reset();
  });
  // Until the pool is ending and waits for its thread.
  while (ending == 0 || !Sleeps(ending)) usleep(1000);
  release.release();
  end.join();
  EXPECT_TRUE(blocker.ran);
  EXPECT_EQ(runs, 1) << "what had not begun is dropped";
  EXPECT_EQ(deaths, 11);
}

int g_threads_to_come = 0;
int CreateSome(pthread_t* thread, const pthread_attr_t* attributes,
               void* (*main)(void*), void* argument) {
  if (g_threads_to_come == 0) return EAGAIN;
  --g_threads_to_come;
  return pthread_create(thread, attributes, main, argument);
}

TEST(WorkerPoolTest, GoesOnWithTheThreadsThatTheSystemGrants) {
  WorkerPool pool({.threads = 4, .create_thread = &CreateSome});
  g_threads_to_come = 0;
  Job refused;
  EXPECT_FALSE(pool.Submit(refused));
  std::atomic<int> runs = 0, deaths = 0;
  EXPECT_NE(pool.SubmitDetached(std::make_unique<Counted>(runs, deaths)),
            nullptr);
  EXPECT_EQ(runs, 0);
  g_threads_to_come = 1;
  Job jobs[8];
  for (Job& job : jobs) EXPECT_TRUE(pool.Submit(job));
  for (Job& job : jobs) {
    job.done.acquire();
    EXPECT_TRUE(job.ran);
  }
  // There is room again.
  g_threads_to_come = 1;
  std::binary_semaphore both{0};
  Job first([&] { both.acquire(); });
  Job second([&] { both.release(); });
  EXPECT_TRUE(pool.Submit(first));
  EXPECT_TRUE(pool.Submit(second));
  first.done.acquire();
  second.done.acquire();
}

TEST(WorkerPoolTest, SizeComesFromTheEnvironment) {
  setenv("UV_THREADPOOL_SIZE", "7", 1);
  EXPECT_EQ(WorkerPool().thread_count(), 7u);
  setenv("UV_THREADPOOL_SIZE", "0", 1);
  EXPECT_EQ(WorkerPool().thread_count(), 1u);
  unsetenv("UV_THREADPOOL_SIZE");
  EXPECT_GE(WorkerPool().thread_count(), 2u);
}

}  // namespace
}  // namespace rondo
