#include "core/loop/task.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "core/base/clock.h"
#include "core/loop/await.h"

namespace rondo {
namespace {

constexpr uint64_t kMs = 1'000'000;

class TaskTest : public testing::Test {
 protected:
  WorkerPool pool_{2};
  std::unique_ptr<Loop> loop_ = std::move(*Loop::Create({.pool = &pool_}));
};

Task<int> Add(int a, int b) { co_return a + b; }

Task<int> Sum(int count) {
  int sum = 0;
  for (int i = 0; i < count; ++i) sum = co_await Add(sum, 1);
  co_return sum;
}

Task<void> Store(int count, int& out) { out = co_await Sum(count); }

TEST_F(TaskTest, NothingRunsBeforeItIsAwaitedOrSpawned) {
  int out = 0;
  {
    Task<void> task = Store(3, out);
    EXPECT_EQ(out, 0);
  }
  EXPECT_EQ(out, 0);
  Spawn(Store(3, out));
  EXPECT_EQ(out, 3);
}

TEST_F(TaskTest, ValuesMayBeMoveOnly) {
  auto make = []() -> Task<std::unique_ptr<int>> {
    co_return std::make_unique<int>(5);
  };
  int out = 0;
  auto take = [&]() -> Task<void> {
    std::unique_ptr<int> value = co_await make();
    out = *value;
  };
  Spawn(take());
  EXPECT_EQ(out, 5);
}

// Needs the tail calls of an optimised build without sanitizers.
#if defined(__OPTIMIZE__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__) && !defined(__clang__)
TEST_F(TaskTest, AMillionAwaitsDoNotGrowTheStack) {
  int out = 0;
  Spawn(Store(1'000'000, out));
  EXPECT_EQ(out, 1'000'000);
}
#endif

TEST_F(TaskTest, OthersRunWhileOneSleeps) {
  std::vector<int> order;
  auto sleeper = [&](int number, uint64_t ms) -> Task<void> {
    EXPECT_TRUE((co_await Sleep(*loop_, ms * kMs)).ok());
    order.push_back(number);
  };
  Spawn(sleeper(2, 10));
  Spawn(sleeper(1, 2));
  order.push_back(0);
  EXPECT_FALSE(loop_->Run());
  EXPECT_EQ(order, (std::vector<int>{0, 1, 2}));
}

TEST_F(TaskTest, FilesAreOpenedWrittenReadAndClosed) {
  const std::string path = testing::TempDir() + "rondo_task_test";
  bool done = false;
  auto main = [&]() -> Task<void> {
    Result<UniqueFd> fd =
        co_await OpenFile(*loop_, path.c_str(), O_CREAT | O_RDWR | O_TRUNC);
    EXPECT_TRUE(fd.ok());
    const uint8_t bytes[] = {'a', 'b', 'c'};
    Result<uint32_t> size = co_await WriteFile(*loop_, fd->get(), bytes, 0);
    EXPECT_EQ(*size, 3u);
    uint8_t buffer[16];
    size = co_await ReadFile(*loop_, fd->get(), buffer, 1);
    EXPECT_EQ(*size, 2u);
    EXPECT_EQ(buffer[0], 'b');
    EXPECT_TRUE((co_await CloseFile(*loop_, std::move(*fd))).ok());
    Result<UniqueFd> none = co_await OpenFile(*loop_, "/no/such", O_RDONLY);
    EXPECT_EQ(none.error(), Error(ENOENT));
    done = true;
  };
  Spawn(main());
  loop_->Run();
  EXPECT_TRUE(done);
  unlink(path.c_str());
}

TEST_F(TaskTest, SocketsAreSentToAndPolled) {
  int fds[2];
  ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, fds), 0);
  UniqueFd one(fds[0]), two(fds[1]);
  const std::vector<uint8_t> bytes(300'000, 7);
  bool sent = false;
  size_t received = 0;
  auto sender = [&]() -> Task<void> {
    EXPECT_TRUE((co_await SendAll(*loop_, one.get(), bytes)).ok());
    sent = true;
  };
  auto receiver = [&]() -> Task<void> {
    std::vector<uint8_t> buffer(4096);
    while (received < bytes.size()) {
      Result<uint32_t> events = co_await PollFd(*loop_, two.get(), POLLIN);
      EXPECT_TRUE(events.ok());
      ssize_t size;
      while ((size = recv(two.get(), buffer.data(), buffer.size(), 0)) > 0) {
        received += static_cast<size_t>(size);
      }
    }
  };
  Spawn(sender());
  Spawn(receiver());
  loop_->Run();
  EXPECT_TRUE(sent);
  EXPECT_EQ(received, bytes.size());
}

TEST_F(TaskTest, WorkGoesToThePoolAndComesBack) {
  std::thread::id ran_on, back_on;
  auto main = [&]() -> Task<void> {
    Result<int> value = co_await OnPool(*loop_, pool_, [&] {
      ran_on = std::this_thread::get_id();
      return 9;
    });
    EXPECT_EQ(*value, 9);
    back_on = std::this_thread::get_id();
  };
  Spawn(main());
  loop_->Run();
  EXPECT_NE(ran_on, std::this_thread::get_id());
  EXPECT_EQ(back_on, std::this_thread::get_id());
}

TEST_F(TaskTest, AnEventWakesItsTaskAndRemembersOnce) {
  Event event(*loop_);
  int seen = 0;
  auto waiter = [&]() -> Task<void> {
    for (int i = 0; i < 3; ++i) {
      EXPECT_TRUE((co_await event).ok());
      ++seen;
    }
  };
  event.Notify();
  event.Notify();
  Spawn(waiter());
  EXPECT_EQ(seen, 1);
  auto notifier = [&]() -> Task<void> {
    event.Notify();
    (void)co_await Sleep(*loop_, kMs);
    EXPECT_EQ(seen, 2);
    event.Notify();
  };
  Spawn(notifier());
  loop_->Run();
  EXPECT_EQ(seen, 3);
}

TEST_F(TaskTest, ACancelledScopeEndsEveryWait) {
  int fds[2];
  ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, fds), 0);
  UniqueFd one(fds[0]), two(fds[1]);
  Event event(*loop_);
  TaskScope scope;
  std::vector<Error> errors;
  auto sleeper = [&]() -> Task<void> {
    Status status = co_await Sleep(*loop_, 3600'000 * kMs);
    errors.push_back(status.error());
    status = co_await Sleep(*loop_, 3600'000 * kMs);  // does not even begin
    errors.push_back(status.error());
  };
  auto inner = [&]() -> Task<Result<uint32_t>> {
    co_return co_await PollFd(*loop_, one.get(), POLLIN);
  };
  auto poller = [&]() -> Task<void> {
    Result<uint32_t> events = co_await inner();
    errors.push_back(events.error());
  };
  auto waiter = [&]() -> Task<void> {
    Status status = co_await event;
    errors.push_back(status.error());
  };
  scope.Spawn(sleeper());
  scope.Spawn(poller());
  scope.Spawn(waiter());
  EXPECT_EQ(scope.running(), 3u);
  loop_->Run(Loop::Mode::kNoWait);
  EXPECT_EQ(scope.running(), 3u);
  scope.Cancel();
  EXPECT_TRUE(errors.empty()) << "nothing goes on inside Cancel";
  EXPECT_FALSE(loop_->Run());
  EXPECT_TRUE(scope.empty());
  EXPECT_EQ(errors, std::vector<Error>(4, Error(ECANCELED)));
}

}  // namespace
}  // namespace rondo
