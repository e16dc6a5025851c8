#include "core/loop/loop.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <functional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "core/base/check.h"
#include "core/base/clock.h"
#include "core/base/unique_fd.h"

namespace rondo {
namespace {

constexpr uint64_t kMs = 1'000'000;

std::unique_ptr<Loop> MakeLoop() { return std::move(*Loop::Create({})); }

class TestTimer : public Timer {
 public:
  explicit TestTimer(std::function<void()> call)
      : Timer([](Timer& timer) { static_cast<TestTimer&>(timer).call_(); }),
        call_(std::move(call)) {}

 private:
  std::function<void()> call_;
};

class TestCall : public PhaseCall {
 public:
  explicit TestCall(std::function<void()> call)
      : PhaseCall(
            [](PhaseCall& call) { static_cast<TestCall&>(call).call_(); }),
        call_(std::move(call)) {}

 private:
  std::function<void()> call_;
};

class TestHook : public CheckHook {
 public:
  explicit TestHook(std::function<void()> call) : call_(std::move(call)) {}
  void OnCheck() override { call_(); }

 private:
  std::function<void()> call_;
};

class TestUnsent : public Unsent {
 public:
  explicit TestUnsent(std::function<void()> call) : call_(std::move(call)) {}
  void FlushUnsent() override { call_(); }

 private:
  std::function<void()> call_;
};

class TestRemote : public PostedCall {
 public:
  explicit TestRemote(std::function<void()> call)
      : PostedCall(
            [](PostedCall& call) { static_cast<TestRemote&>(call).call_(); }),
        call_(std::move(call)) {}

 private:
  std::function<void()> call_;
};

class TestPoll : public PollOp {
 public:
  explicit TestPoll(std::function<void(int)> call)
      : PollOp([](Op& op, const Completion& completion) {
          static_cast<TestPoll&>(op).call_(completion.result);
        }),
        call_(std::move(call)) {}

 private:
  std::function<void(int)> call_;
};

TEST(LoopTest, AnIdleLoopReturnsAtOnce) {
  auto loop = MakeLoop();
  EXPECT_FALSE(loop->alive());
  EXPECT_FALSE(loop->Run());
  EXPECT_FALSE(loop->Run(Loop::Mode::kOnce));
}

TEST(LoopTest, ThePhasesComeInOrder) {
  auto loop = MakeLoop();
  std::vector<std::string> order;
  int fds[2];
  ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, fds), 0);
  UniqueFd one(fds[0]), two(fds[1]);
  TestTimer timer([&] { order.push_back("timer"); });
  TestUnsent unsent([&] { order.push_back("prepare"); });
  TestCall pending([&] {
    order.push_back("pending");
    loop->AddUnsent(unsent);
  });
  TestCall closing([&] { order.push_back("close"); });
  TestPoll poll([&](int) { order.push_back("poll"); });
  TestHook hook([&] {
    order.push_back("check");
    hook.pressing = false;
  });
  poll.fd = fds[0];
  poll.events = 4;  // POLLOUT
  loop->AddClosing(closing);
  hook.pressing = true;
  loop->Add(hook);
  loop->Start(poll);
  loop->AddPending(pending);
  loop->Start(timer, loop->Now());
  loop->Run(Loop::Mode::kOnce);
  EXPECT_EQ(order, (std::vector<std::string>{"timer", "pending", "prepare",
                                             "poll", "check", "close"}));
  loop->Remove(hook);
  EXPECT_FALSE(loop->alive());
}

// What handlers of I/O wrote does not wait for the other phases.
TEST(LoopTest, BytesOfThePassGoOutAtItsEnd) {
  auto loop = std::move(*Loop::Create({}));
  std::vector<std::string> order;
  TestUnsent unsent([&] { order.push_back("sent"); });
  struct Hook : CheckHook {
    explicit Hook(std::vector<std::string>& order) : order(order) {
      pressing = true;
    }
    void OnCheck() override { order.push_back("check"); }
    std::vector<std::string>& order;
  } hook(order);
  loop->Add(hook);
  struct Posted : PostedCall {
    Posted(Loop& loop, Unsent& unsent)
        : PostedCall([](PostedCall& call) {
            auto& self = static_cast<Posted&>(call);
            self.loop.AddUnsent(self.unsent);
          }),
          loop(loop),
          unsent(unsent) {}
    Loop& loop;
    Unsent& unsent;
  } posted(*loop, unsent);
  loop->Post(posted);
  loop->Run(Loop::Mode::kNoWait);
  loop->Remove(hook);
  EXPECT_EQ(order, (std::vector<std::string>{"sent", "check"}));
}

TEST(LoopTest, TimersFireInOrderAndNotBefore) {
  auto loop = MakeLoop();
  std::vector<int> order;
  TestTimer late([&] { order.push_back(3); });
  TestTimer early([&] { order.push_back(1); });
  TestTimer second([&] { order.push_back(2); });
  const uint64_t start = loop->Now();
  loop->Start(late, loop->Now() + 20 * kMs);
  loop->Start(early, loop->Now() + 5 * kMs);
  loop->Start(second, loop->Now() + 5 * kMs);
  EXPECT_FALSE(loop->Run());
  EXPECT_GE(MonotonicNs() - start, 20 * kMs);
  EXPECT_EQ(order, (std::vector<int>{1, 2, 3}));
}

TEST(LoopTest, ATimerStartedByATimerWaitsForTheNextTurn) {
  auto loop = MakeLoop();
  std::vector<std::string> order;
  TestCall* closing_now = nullptr;
  TestCall closing([&] { order.push_back("close"); });
  closing_now = &closing;
  TestTimer again([&] { order.push_back("again"); });
  TestTimer other([&] { order.push_back("other"); });
  TestTimer first([&] {
    order.push_back("first");
    loop->Start(again, 0);
    loop->AddClosing(*closing_now);
  });
  loop->Start(first, loop->Now());
  loop->Start(other, loop->Now());
  loop->Run();
  EXPECT_EQ(order,
            (std::vector<std::string>{"first", "other", "close", "again"}));
}

TEST(LoopTest, UnreferencedTimersAndOpsKeepNothingAlive) {
  auto loop = MakeLoop();
  bool fired = false;
  TestTimer timer([&] { fired = true; });
  loop->SetRef(timer, false);
  loop->Start(timer, loop->Now() + 3600'000 * kMs);
  EXPECT_FALSE(loop->alive());
  loop->SetRef(timer, true);
  EXPECT_TRUE(loop->alive());
  loop->SetRef(timer, false);
  EXPECT_FALSE(loop->Run());
  EXPECT_FALSE(fired);
  loop->Stop(timer);
  loop->Stop(timer);

  int fds[2];
  ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, fds), 0);
  UniqueFd one(fds[0]), two(fds[1]);
  int result = 0;
  TestPoll poll([&](int polled) { result = polled; });
  poll.fd = fds[0];
  poll.events = 1;  // POLLIN
  loop->Start(poll);
  EXPECT_TRUE(loop->alive());
  loop->SetRef(poll, false);
  EXPECT_FALSE(loop->Run());
  loop->SetRef(poll, true);
  loop->Cancel(poll);
  loop->Cancel(poll);
  EXPECT_FALSE(loop->Run());
  EXPECT_EQ(result, -ECANCELED);
  EXPECT_FALSE(poll.active());
  loop->Cancel(poll);  // idle: no effect
}

TEST(LoopTest, AddRefKeepsAliveUntilDropped) {
  auto loop = MakeLoop();
  loop->AddRef();
  TestTimer timer([&] { loop->DropRef(); });
  loop->SetRef(timer, false);
  loop->Start(timer, loop->Now() + kMs);
  EXPECT_FALSE(loop->Run());
}

TEST(LoopTest, StopEndsTheRunAfterThePhase) {
  auto loop = MakeLoop();
  int later = 0;
  TestTimer second([&] { ++later; });
  TestTimer first([&] {
    loop->Stop();
    loop->Start(second, 0);
  });
  TestCall pending([&] { ++later; });
  loop->Start(first, loop->Now());
  loop->AddPending(pending);
  EXPECT_TRUE(loop->Run());
  EXPECT_EQ(later, 0);
  EXPECT_FALSE(loop->Run());
  EXPECT_EQ(later, 2);
}

TEST(LoopTest, PressingHooksKeepTheLoopAwake) {
  auto loop = MakeLoop();
  int checks = 0;
  TestHook hook([&] {
    if (++checks == 100) hook.pressing = false;
  });
  hook.pressing = true;
  loop->Add(hook);
  // Asleep for this, the test would take an hour.
  TestTimer timer([] {});
  loop->Start(timer, loop->Now() + 3600'000 * kMs);
  while (checks < 100) loop->Run(Loop::Mode::kOnce);
  hook.ref = false;
  hook.pressing = true;
  loop->Stop(timer);
  EXPECT_FALSE(loop->alive()) << "an unreferenced hook keeps nothing alive";
  loop->Remove(hook);
}

TEST(LoopTest, HooksThatHoldNobodyAreNotCalledWhenNothingIsLeft) {
  auto loop = MakeLoop();
  int checks = 0;
  TestHook hook([&] { ++checks; });
  hook.ref = false;
  hook.pressing = true;
  // The last timer adds it: the turn ends there.
  TestTimer timer([&] { loop->Add(hook); });
  loop->Start(timer, loop->Now());
  EXPECT_FALSE(loop->Run());
  EXPECT_EQ(checks, 0);
  // What another thread posts makes no turn either.
  bool ran = false;
  TestRemote call([&] { ran = true; });
  loop->Post(call);
  EXPECT_TRUE(loop->alive());
  EXPECT_FALSE(loop->Run());
  EXPECT_TRUE(ran);
  EXPECT_EQ(checks, 0);
  loop->Remove(hook);
}

TEST(LoopTest, HooksMayLeaveAndComeDuringTheCheck) {
  auto loop = MakeLoop();
  std::vector<int> calls;
  TestHook third([&] { calls.push_back(3); });
  TestHook second([&] { calls.push_back(2); });
  TestHook first([&] {
    calls.push_back(1);
    loop->Remove(second);
    loop->Remove(first);
    loop->Add(third);
    first.pressing = false;
  });
  first.pressing = true;
  loop->Add(first);
  loop->Add(second);
  loop->Run();
  EXPECT_EQ(calls, (std::vector<int>{1}));
  loop->Remove(third);
}

TEST(LoopTest, PostsFromManyThreadsArriveInOrder) {
  auto loop = MakeLoop();
  constexpr int kThreads = 4, kCalls = 2000;
  std::vector<int> next(kThreads, 0);
  int total = 0;
  loop->AddRef();
  std::vector<std::vector<std::unique_ptr<TestRemote>>> calls(kThreads);
  for (int t = 0; t < kThreads; ++t) {
    for (int i = 0; i < kCalls; ++i) {
      calls[t].push_back(std::make_unique<TestRemote>([&, t, i] {
        EXPECT_EQ(next[t]++, i);
        if (++total == kThreads * kCalls) loop->DropRef();
      }));
    }
  }
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (auto& call : calls[t]) loop->Post(*call);
    });
  }
  EXPECT_FALSE(loop->Run());
  EXPECT_EQ(total, kThreads * kCalls);
  for (std::thread& thread : threads) thread.join();
}

TEST(LoopTest, ASleepingLoopIsWokenAndOtherwiseSleeps) {
  auto loop = MakeLoop();
  loop->AddRef();
  TestRemote call([&] { loop->DropRef(); });
  std::thread poster([&] {
    usleep(30'000);
    loop->Post(call);
  });
  loop->Run();
  poster.join();
  EXPECT_LE(loop->accounts().turns(), 3u);
}

TEST(LoopTest, WakeEndsTheSleep) {
  auto loop = MakeLoop();
  loop->AddRef();
  std::thread waker([&] {
    usleep(10'000);
    loop->Wake();
  });
  loop->Run(Loop::Mode::kOnce);
  waker.join();
  loop->Wake();
  loop->Run(Loop::Mode::kOnce);
  loop->DropRef();
}

TEST(LoopTest, LateBytesAreSentWhenTheCallbackReturns) {
  auto loop = MakeLoop();
  std::vector<std::string> order;
  TestUnsent quick_bytes([&] { order.push_back("quick sent"); });
  TestUnsent slow_bytes([&] { order.push_back("slow sent"); });
  TestCall slow([&] {
    const uint64_t start = MonotonicNs();
    while (MonotonicNs() - start < 2 * Loop::kSendDelayNs) continue;
    loop->AddUnsent(slow_bytes);
    order.push_back("slow");
  });
  TestCall other([&] {
    loop->AddUnsent(quick_bytes);
    order.push_back("other");
  });
  loop->AddPending(slow);
  loop->AddPending(other);
  loop->Run();
  ASSERT_EQ(order.size(), 4u);
  EXPECT_EQ(order[0], "slow");
  EXPECT_EQ(order[1], "slow sent");
  EXPECT_EQ(order[2], "other");
  EXPECT_EQ(order[3], "quick sent");
}

TEST(LoopTest, FlushNowSendsEverythingAtOnce) {
  auto loop = MakeLoop();
  int sent = 0;
  TestUnsent one([&] { ++sent; });
  TestUnsent two([&] { ++sent; });
  loop->AddUnsent(one);
  loop->AddUnsent(two);
  EXPECT_TRUE(loop->alive());
  loop->FlushNow();
  EXPECT_EQ(sent, 2);
  EXPECT_FALSE(loop->alive());
}

TEST(LoopTest, TheAccountsAreReadWhileTheLoopRuns) {
  auto loop = MakeLoop();
  std::atomic<bool> stop = false;
  uint64_t callbacks = 0, sleeps = 0;
  std::thread reader([&] {
    uint64_t from = 0;
    std::vector<AccountEntry> entries;
    while (!stop) {
      entries.clear();
      from = loop->accounts().Read(from, entries);
      for (const AccountEntry& entry : entries) {
        if (entry.callback && entry.phase == Phase::kTimers) ++callbacks;
        if (!entry.callback && entry.phase == Phase::kSleep) ++sleeps;
      }
      (void)loop->accounts().running_since();
      usleep(1000);
    }
    entries.clear();
    loop->accounts().Read(from, entries);
    for (const AccountEntry& entry : entries) {
      if (entry.callback && entry.phase == Phase::kTimers) ++callbacks;
    }
  });
  int fired = 0;
  TestTimer timer([&] {
    if (++fired < 50) loop->Start(timer, loop->Now() + kMs / 2);
  });
  loop->Start(timer, loop->Now());
  loop->Run();
  stop = true;
  reader.join();
  EXPECT_EQ(fired, 50);
  EXPECT_EQ(callbacks, 50u);
  EXPECT_GT(sleeps, 0u);
  EXPECT_EQ(loop->accounts().running_since(), 0u);
}

/// One turn with something in each phase, and what the accounts say of it.
/// False: the machine stood still for so long that what was to be sent in
/// prepare went out before.
bool EachPhaseIsAccounted() {
  auto loop = MakeLoop();
  const Accounts& accounts = loop->accounts();
  int fds[2];
  CHECK_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, fds), 0);
  UniqueFd one(fds[0]), two(fds[1]);
  std::vector<uint64_t> running;
  const auto note = [&] { running.push_back(accounts.running_since()); };
  const auto slow_ticks = static_cast<uint64_t>(kMs * TicksPerNs());
  TestTimer timer([&] {
    note();
    const uint64_t start = CpuTicks();
    while (CpuTicks() - start < slow_ticks) continue;
  });
  TestUnsent unsent([] {});
  TestCall pending([&] {
    note();
    loop->AddUnsent(unsent);
  });
  TestCall closing(note);
  TestPoll poll([&](int) { note(); });
  TestHook hook([&] {
    note();
    hook.pressing = false;
  });
  poll.fd = fds[0];
  poll.events = 4;  // POLLOUT
  hook.pressing = true;
  loop->Add(hook);
  loop->AddClosing(closing);
  loop->AddPending(pending);
  loop->Start(poll);
  loop->Start(timer, loop->Now());
  const uint64_t before = CpuTicks();
  loop->Run(Loop::Mode::kOnce);
  const uint64_t after = CpuTicks();
  loop->Remove(hook);

  std::vector<AccountEntry> entries;
  accounts.Read(0, entries);
  std::vector<Phase> called, phases;
  std::vector<uint64_t> starts;
  uint64_t last_end = before, phase_end = before;
  for (const AccountEntry& entry : entries) {
    const uint64_t end = entry.start_ticks + entry.duration_ticks;
    EXPECT_LE(end, after);
    if (entry.callback) {
      EXPECT_GE(entry.start_ticks, last_end) << "callbacks do not overlap";
      last_end = end;
      called.push_back(entry.phase);
      starts.push_back(entry.start_ticks);
    } else {
      EXPECT_GE(entry.start_ticks, phase_end) << "neither do phases";
      EXPECT_GE(end, last_end) << "a phase holds its callbacks";
      phase_end = end;
      phases.push_back(entry.phase);
    }
  }
  EXPECT_EQ(called, (std::vector{Phase::kTimers, Phase::kPending, Phase::kPoll,
                                 Phase::kCheck, Phase::kClose}));
  std::vector expected{Phase::kTimers, Phase::kPending, Phase::kSleep,
                       Phase::kPoll,   Phase::kCheck,   Phase::kClose};
  const bool prepared = phases.size() > expected.size();
  if (prepared) expected.insert(expected.begin() + 2, Phase::kPrepare);
  EXPECT_EQ(phases, expected);
  EXPECT_EQ(running, starts) << "what a watchdog sees";
  EXPECT_GE(entries[0].duration_ticks, slow_ticks);
  for (const AccountEntry& entry : entries) {
    if (entry.callback && entry.phase == Phase::kPoll) {
      EXPECT_EQ(entry.kind, static_cast<uint8_t>(OpKind::kPoll));
    }
  }
  return prepared;
}

TEST(LoopTest, TheAccountsSayWhatRanInWhichPhaseAndForHowLong) {
  int tries = 0;
  while (!EachPhaseIsAccounted()) ASSERT_LT(++tries, 50);
}

TEST(LoopTest, NothingRunsWhileTheLoopSleeps) {
  auto loop = MakeLoop();
  loop->AddRef();
  TestRemote call([&] {
    EXPECT_NE(loop->accounts().running_since(), 0u);
    loop->DropRef();
  });
  TestTimer timer([] {});
  loop->Start(timer, loop->Now());
  std::thread poster([&] {
    const Accounts& accounts = loop->accounts();
    const uint64_t end = MonotonicNs() + 20'000 * kMs;
    // Two entries: the timer has run.
    while (accounts.written() < 2 || accounts.running_since() != 0) {
      if (MonotonicNs() > end) {
        ADD_FAILURE() << "says that something runs";
        break;
      }
      usleep(100);
    }
    loop->Post(call);
  });
  loop->Run();
  poster.join();
}

TEST(LoopTest, DestructionFindsWhatIsStillActive) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(
      {
        auto loop = MakeLoop();
        loop->AddRef();
        loop.reset();
      },
      "CHECK failed");
}

}  // namespace
}  // namespace rondo
