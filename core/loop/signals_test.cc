#include "core/loop/signals.h"

#include <gtest/gtest.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace rondo {
namespace {

class Watcher : public SignalWatcher {
 public:
  explicit Watcher(std::function<void()> call = [] {})
      : SignalWatcher([](SignalWatcher& watcher, int signal) {
          auto& self = static_cast<Watcher&>(watcher);
          ++self.calls;
          self.last = signal;
          self.call_();
        }),
        call_(std::move(call)) {}
  int calls = 0;
  int last = 0;

 private:
  std::function<void()> call_;
};

std::unique_ptr<Loop> MakeLoop() { return std::move(*Loop::Create({})); }

bool IsDefault(int signal) {
  struct sigaction action;
  sigaction(signal, nullptr, &action);
  return action.sa_handler == SIG_DFL;
}

TEST(SignalWatcherTest, CallsBackOnTheLoop) {
  auto loop = MakeLoop();
  Watcher watcher([&] { loop->DropRef(); });
  ASSERT_TRUE(watcher.Start(*loop, SIGUSR1).ok());
  EXPECT_FALSE(loop->alive()) << "a watcher keeps nothing alive";
  loop->AddRef();
  raise(SIGUSR1);
  EXPECT_EQ(watcher.calls, 0);
  loop->Run();
  EXPECT_EQ(watcher.calls, 1);
  EXPECT_EQ(watcher.last, SIGUSR1);
}

TEST(SignalWatcherTest, TheLastOneToStopPutsTheDispositionBack) {
  auto loop = MakeLoop();
  ASSERT_TRUE(IsDefault(SIGUSR2));
  Watcher one, two;
  ASSERT_TRUE(one.Start(*loop, SIGUSR2).ok());
  ASSERT_TRUE(two.Start(*loop, SIGUSR2).ok());
  EXPECT_FALSE(IsDefault(SIGUSR2));
  raise(SIGUSR2);
  loop->Run();
  EXPECT_EQ(one.calls, 1);
  EXPECT_EQ(two.calls, 1);
  one.Stop();
  EXPECT_FALSE(IsDefault(SIGUSR2));
  raise(SIGUSR2);
  loop->Run();
  EXPECT_EQ(one.calls, 1);
  EXPECT_EQ(two.calls, 2);
  two.Stop();
  EXPECT_TRUE(IsDefault(SIGUSR2));
}

int unwatched_calls = 0;

TEST(SignalWatcherTest, WhatAnUnwatchedSignalDoesWaitsForTheLastWatcher) {
  auto loop = MakeLoop();
  const auto handler = [](int signal) {
    ++unwatched_calls;
    EXPECT_TRUE(IsDefault(signal));
  };
  Watcher watcher;
  ASSERT_TRUE(watcher.Start(*loop, SIGUSR1).ok());
  SignalWatcher::SetUnwatched(SIGUSR1, handler);
  SignalWatcher::SetUnwatched(SIGUSR2, handler);
  raise(SIGUSR1);
  EXPECT_EQ(unwatched_calls, 0);
  watcher.Stop();
  raise(SIGUSR1);
  EXPECT_EQ(unwatched_calls, 1);
  raise(SIGUSR2);
  EXPECT_EQ(unwatched_calls, 2);
  // Not in the place of a handler that somebody else has.
  signal(SIGUSR2, SIG_IGN);
  SignalWatcher::SetUnwatched(SIGUSR2, handler);
  raise(SIGUSR2);
  EXPECT_EQ(unwatched_calls, 2);
  signal(SIGUSR2, SIG_DFL);
  // What the signal that the watcher saw has posted.
  loop->Run(Loop::Mode::kNoWait);
}

TEST(SignalWatcherTest, TellsOfEachInTheOrderTheyCame) {
  auto loop = MakeLoop();
  std::string order;
  Watcher one([&] { order += '1'; });
  Watcher two([&] { order += '2'; });
  ASSERT_TRUE(one.Start(*loop, SIGUSR1).ok());
  ASSERT_TRUE(two.Start(*loop, SIGUSR2).ok());
  for (const int signal : {SIGUSR1, SIGUSR2, SIGUSR2, SIGUSR1, SIGUSR2}) {
    raise(signal);
  }
  loop->Run();
  EXPECT_EQ(order, "12212");
}

TEST(SignalWatcherTest, MergesOnlyWhatTheLoopDoesNotComeTo) {
  auto loop = MakeLoop();
  Watcher watcher;
  ASSERT_TRUE(watcher.Start(*loop, SIGUSR1).ok());
  for (int i = 0; i < 100; ++i) raise(SIGUSR1);
  loop->Run();
  EXPECT_EQ(watcher.calls, 64);
  raise(SIGUSR1);
  loop->Run();
  EXPECT_EQ(watcher.calls, 65);
}

TEST(SignalWatcherTest, WhatItsCallbackRaisesWaitsForTheNextTurn) {
  auto loop = MakeLoop();
  Watcher watcher([] { raise(SIGUSR1); });
  ASSERT_TRUE(watcher.Start(*loop, SIGUSR1).ok());
  raise(SIGUSR1);
  loop->Run(Loop::Mode::kNoWait);
  EXPECT_EQ(watcher.calls, 1);
  loop->Run(Loop::Mode::kNoWait);
  EXPECT_EQ(watcher.calls, 2);
  watcher.Stop();
  loop->Run();
  EXPECT_EQ(watcher.calls, 2);
}

TEST(SignalWatcherTest, MayStopInItsCallbackWithMoreOnTheWay) {
  auto loop = MakeLoop();
  int calls = 0;
  Watcher watcher([&] {
    ++calls;
    watcher.Stop();
  });
  ASSERT_TRUE(watcher.Start(*loop, SIGUSR1).ok());
  for (int i = 0; i < 3; ++i) raise(SIGUSR1);
  loop->Run();
  EXPECT_EQ(calls, 1);
  EXPECT_TRUE(IsDefault(SIGUSR1));
}

TEST(SignalWatcherTest, RefusesWhatCannotBeCaught) {
  auto loop = MakeLoop();
  Watcher watcher;
  EXPECT_EQ(watcher.Start(*loop, SIGKILL).error(), Error(EINVAL));
  EXPECT_EQ(watcher.Start(*loop, 0).error(), Error(EINVAL));
  EXPECT_EQ(watcher.Start(*loop, 1000).error(), Error(EINVAL));
  EXPECT_FALSE(watcher.active());
}

TEST(SignalWatcherTest, NothingComesAfterStop) {
  auto loop = MakeLoop();
  {
    Watcher watcher;
    ASSERT_TRUE(watcher.Start(*loop, SIGUSR1).ok());
    raise(SIGUSR1);
    watcher.Stop();
    loop->Run();
    EXPECT_EQ(watcher.calls, 0);
    ASSERT_TRUE(watcher.Start(*loop, SIGUSR1).ok());
    raise(SIGUSR1);
  }
  loop->Run();  // the watcher is gone
}

TEST(SignalWatcherTest, MayStopAndStartInItsCallback) {
  auto loop = MakeLoop();
  Watcher watcher([&] {
    watcher.Stop();
    ASSERT_TRUE(watcher.Start(*loop, SIGUSR2).ok());
  });
  ASSERT_TRUE(watcher.Start(*loop, SIGUSR1).ok());
  raise(SIGUSR1);
  loop->Run();
  EXPECT_TRUE(IsDefault(SIGUSR1));
  raise(SIGUSR2);
  loop->Run();
  EXPECT_EQ(watcher.calls, 2);
  EXPECT_EQ(watcher.last, SIGUSR2);
}

TEST(SignalWatcherTest, LoopsOnManyThreadsEachGetIt) {
  constexpr int kThreads = 4;
  std::atomic<int> ready = 0, calls = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      auto loop = MakeLoop();
      Watcher watcher([&] {
        ++calls;
        loop->DropRef();
      });
      ASSERT_TRUE(watcher.Start(*loop, SIGUSR1).ok());
      loop->AddRef();
      ++ready;
      loop->Run();
      watcher.Stop();
      loop->Run();
    });
  }
  while (ready < kThreads) usleep(1000);
  kill(getpid(), SIGUSR1);
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(calls, kThreads);
  EXPECT_TRUE(IsDefault(SIGUSR1));
}

// Watchers come and go while signals arrive.
TEST(SignalWatcherTest, SurvivesAStorm) {
  auto guard_loop = MakeLoop();
  Watcher guard;  // keeps the handler installed
  ASSERT_TRUE(guard.Start(*guard_loop, SIGUSR1).ok());
  std::atomic<bool> stop = false;
  std::thread storm([&] {
    while (!stop) {
      kill(getpid(), SIGUSR1);
      usleep(20);
    }
  });
  auto loop = MakeLoop();
  for (int i = 0; i < 2000; ++i) {
    Watcher watcher;
    ASSERT_TRUE(watcher.Start(*loop, SIGUSR1).ok());
    loop->Run(Loop::Mode::kNoWait);
  }
  stop = true;
  storm.join();
  guard.Stop();
  loop->Run();
  guard_loop->Run();
}

}  // namespace
}  // namespace rondo
