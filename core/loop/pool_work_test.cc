#include "core/loop/pool_work.h"

#include <gtest/gtest.h>

#include <semaphore>
#include <thread>

namespace rondo {
namespace {

class Work : public PoolWork {
 public:
  void Run() override {
    ran_on = std::this_thread::get_id();
    if (gate != nullptr) gate->acquire();
  }
  void Done(int error) override {
    done_on = std::this_thread::get_id();
    cancelled = error == ECANCELED;
    this->error = error;
    ++done;
  }
  std::binary_semaphore* gate = nullptr;
  std::thread::id ran_on, done_on;
  int done = 0;
  bool cancelled = false;
  int error = -1;
};

TEST(PoolWorkTest, RunsThereComesHomeAndKeepsTheLoopAlive) {
  WorkerPool pool(2);
  auto loop = std::move(*Loop::Create({.pool = &pool}));
  Work work[20];
  for (Work& one : work) pool.Submit(*loop, one);
  EXPECT_FALSE(loop->Run());
  for (Work& one : work) {
    EXPECT_EQ(one.done, 1);
    EXPECT_FALSE(one.cancelled);
    EXPECT_EQ(one.done_on, std::this_thread::get_id());
    EXPECT_NE(one.ran_on, std::this_thread::get_id());
    EXPECT_FALSE(one.active());
  }
}

TEST(PoolWorkTest, WhatWasCancelledInTimeDoesNotRun) {
  WorkerPool pool(1);
  auto loop = std::move(*Loop::Create({.pool = &pool}));
  std::binary_semaphore gate{0};
  Work blocker, waiting;
  blocker.gate = &gate;
  pool.Submit(*loop, blocker);
  pool.Submit(*loop, waiting);
  EXPECT_TRUE(pool.Cancel(waiting) || waiting.ran_on != std::thread::id());
  gate.release();
  loop->Run();
  EXPECT_EQ(waiting.done, 1);
  EXPECT_TRUE(waiting.cancelled);
  EXPECT_EQ(waiting.ran_on, std::thread::id());
  EXPECT_FALSE(blocker.cancelled);
}

TEST(PoolWorkTest, WithoutAThreadItComesHomeWithAnError) {
  const auto refuse = [](pthread_t*, const pthread_attr_t*, void* (*)(void*),
                         void*) { return EAGAIN; };
  WorkerPool pool({.create_thread = refuse});
  auto loop = std::move(*Loop::Create({.pool = &pool}));
  Work work;
  pool.Submit(*loop, work);
  EXPECT_EQ(work.done, 0) << "not from inside the call";
  EXPECT_FALSE(loop->Run());
  EXPECT_EQ(work.error, EAGAIN);
  EXPECT_EQ(work.ran_on, std::thread::id());
}

TEST(PoolWorkTest, LoopsMayEndWhileTheWorkersLeave) {
  WorkerPool pool(2);
  for (int i = 0; i < 300; ++i) {
    auto loop = std::move(*Loop::Create({.pool = &pool}));
    Work work;
    pool.Submit(*loop, work);
    loop->Run();
    EXPECT_EQ(work.done, 1);
  }
}

}  // namespace
}  // namespace rondo
