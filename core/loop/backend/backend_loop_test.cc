// The conformance suite, second half: files, cancelling, and the loop around a
// backend.
#include <fcntl.h>
#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "core/loop/backend/backend_test.h"

namespace rondo::backend_test {
namespace {

// --- Files.

TEST_P(BackendTest, FilesOpenWriteSyncReadClose) {
  const std::string path = kernel_->Directory() + "/file";
  Recorded<OpenOp> open;
  open.path = path.c_str();
  open.flags = O_RDWR | O_CREAT | O_CLOEXEC;
  open.mode = 0600;
  loop_->Start(open);
  ASSERT_TRUE(TurnUntil([&] { return open.ended; }));
  ASSERT_GE(open.results[0], 0);
  const int fd = open.results[0];

  const std::string contents = Pattern(10'000);
  Recorded<WriteOp> write;
  write.fd = fd;
  size_t written = 0;
  while (written < contents.size()) {
    write.buffer = {reinterpret_cast<const uint8_t*>(contents.data()) + written,
                    contents.size() - written};
    loop_->Start(write);
    ASSERT_TRUE(TurnUntil([&] { return !write.active(); }));
    ASSERT_GT(write.results.back(), 0);
    written += static_cast<size_t>(write.results.back());
  }

  Recorded<FsyncOp> sync;
  sync.fd = fd;
  loop_->Start(sync);
  ASSERT_TRUE(TurnUntil([&] { return sync.ended; }));
  EXPECT_EQ(sync.results[0], 0);
  sync.data_only = true;
  loop_->Start(sync);
  ASSERT_TRUE(TurnUntil([&] { return !sync.active(); }));
  EXPECT_EQ(sync.results[1], 0);

  std::vector<uint8_t> buffer(contents.size());
  Recorded<ReadOp> read;
  read.fd = fd;
  size_t got = 0;
  while (got < contents.size()) {
    read.buffer = std::span(buffer).subspan(got);
    read.offset = static_cast<int64_t>(got);
    loop_->Start(read);
    ASSERT_TRUE(TurnUntil([&] { return !read.active(); }));
    ASSERT_GT(read.results.back(), 0);
    got += static_cast<size_t>(read.results.back());
  }
  EXPECT_EQ(std::memcmp(buffer.data(), contents.data(), contents.size()), 0);
  read.buffer = buffer;
  read.offset = 1 << 20;
  loop_->Start(read);
  ASSERT_TRUE(TurnUntil([&] { return !read.active(); }));
  EXPECT_EQ(read.results.back(), 0);  // beyond the end
  read.offset = -1;
  loop_->Start(read);
  ASSERT_TRUE(TurnUntil([&] { return !read.active(); }));
  EXPECT_EQ(read.results.back(), 0);  // the file's position is at the end

  Recorded<CloseOp> close;
  close.fd = fd;
  loop_->Start(close);
  ASSERT_TRUE(TurnUntil([&] { return close.ended; }));
  EXPECT_EQ(close.results[0], 0);
}

TEST_P(BackendTest, OpenReportsErrors) {
  const std::string path = kernel_->Directory() + "/absent";
  Recorded<OpenOp> open;
  open.path = path.c_str();
  open.flags = O_RDONLY;
  loop_->Start(open);
  ASSERT_TRUE(TurnUntil([&] { return open.ended; }));
  EXPECT_EQ(open.results, std::vector<int>{-ENOENT});
}

TEST_P(BackendTest, OperationsOnABadDescriptorFail) {
  int bad = 999'000;  // another one each: the thread sanitizer minds sharing
  std::vector<uint8_t> buffer(10);
  Payload payload("x");
  Recorded<ReadOp> read;
  read.fd = bad++;
  read.buffer = buffer;
  Recorded<RecvOp> receive;
  receive.fd = bad++;
  Recorded<SendOp> send;
  send.fd = bad++;
  send.iov = payload.iov;
  send.count = 1;
  Recorded<FsyncOp> sync;
  sync.fd = bad++;
  Recorded<ShutdownOp> shutdown;
  shutdown.fd = bad++;
  Recorded<CloseOp> close;
  close.fd = bad++;
  Recorded<AcceptOp> accept;
  accept.fd = bad++;
  loop_->Start(read);
  loop_->Start(receive);
  loop_->Start(send);
  loop_->Start(sync);
  loop_->Start(shutdown);
  loop_->Start(close);
  loop_->Start(accept);
  ASSERT_TRUE(TurnUntil([&] {
    return read.ended && receive.ended && send.ended && sync.ended &&
           shutdown.ended && close.ended && accept.ended;
  }));
  const std::vector<int> expected{-EBADF};
  EXPECT_EQ(read.results, expected);
  EXPECT_EQ(receive.results, expected);
  EXPECT_EQ(send.results, expected);
  EXPECT_EQ(sync.results, expected);
  EXPECT_EQ(shutdown.results, expected);
  EXPECT_EQ(close.results, expected);
  EXPECT_EQ(accept.results, expected);
}

// --- Cancel.

TEST_P(BackendTest, CancelBeforeAnyTurn) {
  const auto [fd, client] = kernel_->Pair();
  Recorded<RecvOp> receive;
  StartReceive(receive, fd);
  loop_->Cancel(receive);
  EXPECT_TRUE(receive.active());  // it only asks
  EXPECT_TRUE(receive.results.empty());
  ASSERT_TRUE(TurnUntil([&] { return !receive.active(); }));
  EXPECT_EQ(receive.results, std::vector<int>{-ECANCELED});
  kernel_->CloseEnd(fd);
  kernel_->Close(client);
}

TEST_P(BackendTest, CancelOfAnIdleOpDoesNothing) {
  Recorded<RecvOp> receive;
  loop_->Cancel(receive);
  TurnABit();
  EXPECT_TRUE(receive.results.empty());
}

TEST_P(BackendTest, CancelTwiceEndsOnce) {
  const auto [fd, client] = kernel_->Pair();
  Recorded<RecvOp> receive;
  StartReceive(receive, fd);
  TurnABit();
  loop_->Cancel(receive);
  loop_->Cancel(receive);
  ASSERT_TRUE(TurnUntil([&] { return !receive.active(); }));
  TurnABit();
  EXPECT_EQ(receive.results.size(), 1u);
  kernel_->CloseEnd(fd);
  kernel_->Close(client);
}

TEST_P(BackendTest, CancelFromItsOwnCallback) {
  const auto [fd, client] = kernel_->Pair();
  Recorded<RecvOp> receive;
  receive.then = [&](const Completion& completion) {
    if (completion.more) loop_->Cancel(receive);
  };
  StartReceive(receive, fd);
  kernel_->Write(client, "x");
  ASSERT_TRUE(TurnUntil([&] { return receive.ended; }));
  EXPECT_EQ(receive.results, (std::vector<int>{1, -ECANCELED}));
  kernel_->CloseEnd(fd);
  kernel_->Close(client);
}

// The data and the cancel cross: whatever wins, no byte is lost between this op
// and the next.
TEST_P(BackendTest, CancelRacingWithDataLosesNothing) {
  const auto [fd, client] = kernel_->Pair();
  Recorded<RecvOp> receive;
  std::string expected;
  for (int i = 0; i < 200; ++i) {
    StartReceive(receive, fd);
    if (i % 3 == 0) loop_->Run(Loop::Mode::kNoWait);
    const std::string text = std::to_string(i) + ",";
    kernel_->Write(client, text);
    expected += text;
    if (i % 5 == 0) loop_->Run(Loop::Mode::kNoWait);
    loop_->Cancel(receive);
    ASSERT_TRUE(TurnUntil([&] { return !receive.active(); }));
  }
  StartReceive(receive, fd);
  ASSERT_TRUE(
      TurnUntil([&] { return receive.bytes.size() >= expected.size(); }));
  EXPECT_EQ(receive.bytes, expected);
  CancelAndWait(receive);
  kernel_->CloseEnd(fd);
  kernel_->Close(client);
}

TEST_P(BackendTest, CancelOfAnotherOpFromACallback) {
  const auto [fd1, client1] = kernel_->Pair();
  const auto [fd2, client2] = kernel_->Pair();
  Recorded<RecvOp> first, second;
  int data = 0;
  const auto then = [&](Recorded<RecvOp>& other) {
    return [&](const Completion& completion) {
      if (completion.result <= 0) return;
      ++data;
      loop_->Cancel(other);
    };
  };
  first.then = then(second);
  second.then = then(first);
  StartReceive(first, fd1);
  StartReceive(second, fd2);
  kernel_->Write(client1, "1");
  kernel_->Write(client2, "2");
  ASSERT_TRUE(TurnUntil([&] { return first.ended || second.ended; }));
  EXPECT_GE(data, 1);
  CancelAndWait(first);
  CancelAndWait(second);
  kernel_->CloseEnd(fd1);
  kernel_->CloseEnd(fd2);
  kernel_->Close(client1);
  kernel_->Close(client2);
}

// --- The loop around it.

TEST_P(BackendTest, ActiveOpsKeepTheLoopAlive) {
  const auto [fd, client] = kernel_->Pair();
  EXPECT_FALSE(loop_->alive());
  EXPECT_FALSE(loop_->Run());
  Recorded<RecvOp> receive;
  StartReceive(receive, fd);
  EXPECT_TRUE(loop_->alive());
  receive.then = [&](const Completion& completion) {
    if (completion.more) loop_->Cancel(receive);
  };
  kernel_->Write(client, "x");
  EXPECT_FALSE(loop_->Run());  // returns because the op ended
  EXPECT_TRUE(receive.ended);
  kernel_->CloseEnd(fd);
  kernel_->Close(client);
}

TEST_P(BackendTest, UnreferencedOpsDoNot) {
  const auto [fd, client] = kernel_->Pair();
  Recorded<RecvOp> receive;
  StartReceive(receive, fd);
  loop_->SetRef(receive, false);
  EXPECT_FALSE(receive.ref());
  EXPECT_FALSE(loop_->alive());
  EXPECT_FALSE(loop_->Run());
  EXPECT_TRUE(receive.active());
  loop_->SetRef(receive, true);
  EXPECT_TRUE(loop_->alive());
  CancelAndWait(receive);
  kernel_->CloseEnd(fd);
  kernel_->Close(client);
}

TEST_P(BackendTest, ASleepEndsAtItsTimer) {
  struct Tick : Timer {
    Tick() : Timer([](Timer& t) { static_cast<Tick&>(t).fired = true; }) {}
    bool fired = false;
  } tick;
  loop_->UpdateNow();
  const uint64_t begin = loop_->Now();
  loop_->Start(tick, begin + 20 * kMs);
  loop_->Run();
  EXPECT_TRUE(tick.fired);
  EXPECT_GE(loop_->Now(), begin + 20 * kMs);
  EXPECT_LT(loop_->Now(), begin + 2000 * kMs);
}

TEST_P(BackendTest, WakeFromAnotherThreadEndsTheSleep) {
  loop_->AddRef();
  std::thread waker([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    loop_->Wake();
  });
  loop_->Run(Loop::Mode::kOnce);
  waker.join();
  loop_->DropRef();
}

TEST_P(BackendTest, AWakeBeforeTheSleepIsNotLost) {
  loop_->AddRef();
  loop_->Wake();
  loop_->Run(Loop::Mode::kOnce);
  loop_->DropRef();
}

TEST_P(BackendTest, TasksFromManyThreadsAllRun) {
  constexpr int kThreads = 4;
  constexpr int kCalls = 500;
  struct Posted : PostedCall {
    Posted()
        : PostedCall([](PostedCall& call) {
            auto& self = static_cast<Posted&>(call);
            self.order->push_back(self.number);
          }) {}
    std::vector<int>* order = nullptr;
    int number = 0;
  };
  std::vector<std::vector<Posted>> calls;
  std::vector<int> orders[kThreads];
  for (int i = 0; i < kThreads; ++i) calls.emplace_back(kCalls);
  std::vector<std::thread> threads;
  loop_->AddRef();
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&, i] {
      for (int j = 0; j < kCalls; ++j) {
        calls[i][j].order = &orders[i];
        calls[i][j].number = j;
        loop_->Post(calls[i][j]);
      }
    });
  }
  const auto total = [&] {
    size_t sum = 0;
    for (const auto& order : orders) sum += order.size();
    return sum;
  };
  while (total() < kThreads * kCalls) loop_->Run(Loop::Mode::kOnce);
  loop_->DropRef();
  for (auto& thread : threads) thread.join();
  for (const auto& order : orders) {
    EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
  }
}

TEST_P(BackendTest, CompletionsComeOnlyFromTheLoop) {
  const auto [fd, client] = kernel_->Pair();
  kernel_->Write(client, "ready");
  Recorded<RecvOp> receive;
  StartReceive(receive, fd);
  loop_->FlushNow();
  EXPECT_TRUE(receive.results.empty());
  CancelAndWait(receive);
  kernel_->CloseEnd(fd);
  kernel_->Close(client);
}

/// Bytes queued by a callback and sent when the loop says so.
class Corked final : public Unsent {
 public:
  Corked(Loop& loop, int fd) : loop_(loop) {
    send_.fd = fd;
    send_.iov = payload_.iov;
    send_.count = 1;
  }
  void Queue() { loop_.AddUnsent(*this); }
  void FlushUnsent() override {
    ++flushes;
    loop_.Start(send_);
  }
  Recorded<SendOp>& send() { return send_; }
  int flushes = 0;

 private:
  Loop& loop_;
  Payload payload_{"bye"};
  Recorded<SendOp> send_;
};

// What a callback queued goes out without anybody asking.
TEST_P(BackendTest, UnsentBytesAreFlushedInTheSameTurn) {
  const auto [fd, client] = kernel_->Pair();
  Corked corked(*loop_, fd);
  Recorded<RecvOp> receive;
  receive.then = [&](const Completion& completion) {
    if (completion.more) corked.Queue();
  };
  StartReceive(receive, fd);
  kernel_->Write(client, "x");
  ASSERT_TRUE(TurnUntil([&] { return corked.flushes == 1; }));
  ASSERT_TRUE(TurnUntil([&] { return corked.send().ended; }));
  CancelAndWait(receive);
  EXPECT_EQ(corked.flushes, 1);
  kernel_->CloseEnd(fd);
  kernel_->Close(client);
}

// A handler that exits at once: the bytes are in the kernel before it does.
TEST_P(BackendTest, FlushNowDeliversWithoutATurn) {
  if (IsFake()) GTEST_SKIP() << "the fake sends inside Poll only";
  const auto [fd, client] = kernel_->Pair();
  Corked corked(*loop_, fd);
  corked.Queue();
  loop_->FlushNow();
  EXPECT_EQ(corked.flushes, 1);
  std::string got;
  const uint64_t give_up = MonotonicNs() + 2000 * kMs;
  while (got.empty() && MonotonicNs() < give_up) got = kernel_->Read(client);
  EXPECT_EQ(got, "bye");
  ASSERT_TRUE(TurnUntil([&] { return corked.send().ended; }));
  kernel_->CloseEnd(fd);
  kernel_->Close(client);
}

// Twenty slow handlers in one pass: the first answer does not wait for the
// last.
TEST_P(BackendTest, ASlowPassSendsAsItGoes) {
  if (IsFake()) GTEST_SKIP() << "the fake sends inside Poll only";
  constexpr int kCount = 5;
  struct Connection {
    int fd, client;
    std::unique_ptr<Corked> corked;
    Recorded<RecvOp> receive;
  };
  std::vector<std::unique_ptr<Connection>> connections;
  int handled = 0;
  bool first_was_early = false;
  for (int i = 0; i < kCount; ++i) {
    auto connection = std::make_unique<Connection>();
    const auto [fd, client] = kernel_->Pair();
    connection->fd = fd;
    connection->client = client;
    connection->corked = std::make_unique<Corked>(*loop_, fd);
    Connection* c = connection.get();
    c->receive.then = [&, c](const Completion& completion) {
      if (!completion.more) return;
      const uint64_t end = MonotonicNs() + 5 * kMs;
      while (MonotonicNs() < end) {
      }
      c->corked->Queue();
      if (++handled == kCount) {
        // Before the last handler returns, the others' answers are out.
        int answered = 0;
        for (const auto& other : connections) {
          if (!kernel_->Read(other->client).empty()) ++answered;
        }
        first_was_early = answered >= kCount - 1;
      }
    };
    StartReceive(c->receive, fd);
    connections.push_back(std::move(connection));
  }
  for (const auto& c : connections) kernel_->Write(c->client, "x");
  ASSERT_TRUE(TurnUntil([&] { return handled == kCount; }));
  EXPECT_TRUE(first_was_early);
  for (const auto& c : connections) {
    ASSERT_TRUE(TurnUntil([&] { return c->corked->send().ended; }));
    CancelAndWait(c->receive);
    kernel_->CloseEnd(c->fd);
    kernel_->Close(c->client);
  }
}

// An environment that ends cancels all and reaps before its memory goes.
TEST_P(BackendTest, EndingWithManyOpsInEveryState) {
  constexpr size_t kConnections = 50;
  const int listener = kernel_->Listen();
  Recorded<AcceptOp> accept;
  accept.fd = listener;
  loop_->Start(accept);
  std::vector<std::pair<int, int>> pairs;
  std::vector<std::unique_ptr<Recorded<RecvOp>>> receives;
  std::vector<std::unique_ptr<Recorded<PollOp>>> polls;
  std::vector<std::unique_ptr<Recorded<SendOp>>> sends;
  Payload payload(Pattern(64 * 1024));
  for (size_t i = 0; i < kConnections; ++i) {
    pairs.push_back(kernel_->Pair());
    const int fd = pairs.back().first;
    receives.push_back(std::make_unique<Recorded<RecvOp>>());
    StartReceive(*receives.back(), fd);
    polls.push_back(std::make_unique<Recorded<PollOp>>());
    polls.back()->fd = fd;
    polls.back()->events = POLLIN;
    loop_->Start(*polls.back());
    sends.push_back(std::make_unique<Recorded<SendOp>>());
    sends.back()->fd = fd;
    sends.back()->iov = payload.iov;
    sends.back()->count = 1;
    loop_->Start(*sends.back());
    if (i % 3 == 0) loop_->Run(Loop::Mode::kNoWait);
    if (i % 2 == 0) kernel_->Write(pairs.back().second, "some bytes");
  }
  loop_->Cancel(accept);
  for (size_t i = 0; i < kConnections; ++i) {
    loop_->Cancel(*receives[i]);
    loop_->Cancel(*polls[i]);
    loop_->Cancel(*sends[i]);
  }
  EXPECT_FALSE(loop_->Run());
  EXPECT_FALSE(accept.active());
  for (size_t i = 0; i < kConnections; ++i) {
    EXPECT_FALSE(receives[i]->active());
    EXPECT_FALSE(polls[i]->active());
    EXPECT_FALSE(sends[i]->active());
    kernel_->CloseEnd(pairs[i].first);
    kernel_->Close(pairs[i].second);
  }
  kernel_->CloseEnd(listener);
}

// A completion's last callback may destroy the op.
TEST_P(BackendTest, TheLastCallbackMayDestroyTheOp) {
  struct Owned : RecvOp {
    Owned() : RecvOp(&OnCompletion) {}
    static void OnCompletion(Op& op, const Completion& completion) {
      if (!completion.more) delete &static_cast<Owned&>(op);
    }
  };
  const auto [fd, client] = kernel_->Pair();
  auto* op = new Owned;
  op->fd = fd;
  loop_->Start(*op);
  TurnABit();
  loop_->Cancel(*op);
  EXPECT_FALSE(loop_->Run());
  kernel_->CloseEnd(fd);
  kernel_->Close(client);
}

// An endless supply of completions does not starve timers.
TEST_P(BackendTest, APassIsBounded) {
  struct Tick : Timer {
    Tick() : Timer([](Timer& t) { static_cast<Tick&>(t).fired = true; }) {}
    bool fired = false;
  } tick;
  const auto [fd, client] = kernel_->Pair();
  Recorded<PollOp> poll;
  poll.fd = fd;
  poll.events = POLLOUT;
  poll.then = [&](const Completion&) {
    poll.results.clear();
    if (!tick.fired) loop_->Start(poll);  // ready again at once
  };
  loop_->Start(poll);
  loop_->UpdateNow();
  loop_->Start(tick, loop_->Now() + (IsFake() ? 0 : 5 * kMs));
  ASSERT_TRUE(TurnUntil([&] { return tick.fired && !poll.active(); }));
  kernel_->CloseEnd(fd);
  kernel_->Close(client);
}

INSTANTIATE_TEST_SUITE_P(All, BackendTest,
                         testing::Values("uring", "epoll", "fake", "chaos"),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace rondo::backend_test
