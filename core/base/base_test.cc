#include <gtest/gtest.h>
#include <unistd.h>

#include <memory>
#include <string>

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/gate.h"
#include "core/base/intrusive_list.h"
#include "core/base/log.h"
#include "core/base/result.h"
#include "core/base/unique_fd.h"

namespace rondo {
namespace {

TEST(ErrorTest, NamesAndMessages) {
  EXPECT_EQ(Error(ECONNRESET).name(), "ECONNRESET");
  EXPECT_EQ(Error(ECONNRESET).message(), "connection reset by peer");
  EXPECT_EQ(Error(EWOULDBLOCK).name(), "EAGAIN");
  EXPECT_EQ(Error(EOPNOTSUPP).name(), "ENOTSUP");
  EXPECT_EQ(Error::FromResult(-ENOENT), Error(ENOENT));
  EXPECT_EQ(Error(EADDRINUSE).ToString(), "EADDRINUSE: address already in use");
  EXPECT_EQ(Error(99999).name(), "UNKNOWN");
  EXPECT_EQ(Error(99999).message(), "unknown error");
}

TEST(ResultTest, ValueOrError) {
  Result<std::unique_ptr<int>> good = std::make_unique<int>(7);
  ASSERT_TRUE(good.ok());
  std::unique_ptr<int> taken = std::move(good).value();
  EXPECT_EQ(*taken, 7);
  Result<int> bad = Error(EIO);
  EXPECT_FALSE(bad.ok());
  EXPECT_EQ(bad.error(), Error(EIO));
  EXPECT_TRUE(Status().ok());
  EXPECT_FALSE(Status(Error(EIO)).ok());
}

TEST(ResultDeathTest, WrongSideEndsTheProcess) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  Result<int> bad = Error(EIO);
  EXPECT_DEATH(bad.value(), "CHECK failed");
  Result<int> good = 1;
  EXPECT_DEATH((void)good.error(), "CHECK failed");
}

TEST(GateTest, CountsAndRefusesToDieEarly) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  Gate gate;
  EXPECT_TRUE(gate.empty());
  gate.Enter();
  {
    Gate::Pass pass(gate);
    Gate::Pass moved(std::move(pass));
    EXPECT_EQ(gate.count(), 2u);
  }
  EXPECT_TRUE(gate.Leave());
  EXPECT_DEATH(
      {
        Gate early;
        early.Enter();
      },
      "CHECK failed");
}

struct Item : ListNode<Item> {
  explicit Item(int value) : value(value) {}
  int value;
};

TEST(IntrusiveListTest, OrderRemovalAndMove) {
  Item one(1), two(2), three(3);
  IntrusiveList<Item> list, other;
  list.PushBack(two);
  list.PushFront(one);
  other.PushBack(three);
  list.TakeAll(other);
  EXPECT_TRUE(other.empty());
  two.Unlink();
  two.Unlink();  // no effect
  EXPECT_EQ(list.First(), &one);
  EXPECT_EQ(list.Next(one), &three);
  EXPECT_EQ(list.Next(three), nullptr);
  EXPECT_EQ(list.PopFront()->value, 1);
  EXPECT_EQ(list.PopFront()->value, 3);
  EXPECT_EQ(list.PopFront(), nullptr);
}

TEST(UniqueFdTest, ClosesOnce) {
  int fds[2];
  ASSERT_EQ(pipe(fds), 0);
  {
    UniqueFd read_end(fds[0]);
    UniqueFd moved(std::move(read_end));
    EXPECT_FALSE(read_end.valid());
    EXPECT_EQ(moved.get(), fds[0]);
  }
  char byte;
  EXPECT_EQ(read(fds[0], &byte, 1), -1);
  EXPECT_EQ(errno, EBADF);
  UniqueFd write_end(fds[1]);
  EXPECT_EQ(write_end.Release(), fds[1]);
  EXPECT_FALSE(write_end.valid());
  close(fds[1]);
}

TEST(ClockTest, TicksFollowTheClock) {
  const uint64_t start_ns = MonotonicNs();
  const uint64_t start_ticks = CpuTicks();
  usleep(20'000);
  const double ticks_ns =
      static_cast<double>(CpuTicks() - start_ticks) / TicksPerNs();
  const double clock_ns = static_cast<double>(MonotonicNs() - start_ns);
  EXPECT_GT(ticks_ns, clock_ns * 0.5);
  EXPECT_LT(ticks_ns, clock_ns * 2);
}

TEST(LogTest, OneLineCutWhenLong) {
  testing::internal::CaptureStderr();
  Log("port %d", 80);
  Log("%s", std::string(5000, 'x').c_str());
  const std::string text = testing::internal::GetCapturedStderr();
  EXPECT_EQ(text.substr(0, 15), "rondo: port 80\n");
  EXPECT_EQ(text.back(), '\n');
  EXPECT_LE(text.size(), 15u + 1024u);
}

}  // namespace
}  // namespace rondo
