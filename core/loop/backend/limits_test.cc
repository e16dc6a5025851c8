// More operations at once than the queues of a backend hold.
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "core/base/unique_fd.h"
#include "core/loop/loop.h"
#include "core/pool/worker_pool.h"

namespace rondo {
namespace {

class CountedPoll : public PollOp {
 public:
  CountedPoll()
      : PollOp([](Op& op, const Completion& completion) {
          auto& self = static_cast<CountedPoll&>(op);
          self.result = completion.result;
          ++self.completions;
        }) {}
  int result = 0;
  int completions = 0;
};

class LimitsTest : public testing::Test {
 protected:
  WorkerPool pool_{2};
  std::unique_ptr<Loop> loop_ = std::move(*Loop::Create({.pool = &pool_}));
};

TEST_F(LimitsTest, TenThousandOpsStartInOnePassAndEndInOne) {
  UniqueFd event(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC));
  std::vector<CountedPoll> polls(10'000);
  for (CountedPoll& poll : polls) {
    poll.fd = event.get();
    poll.events = POLLIN;
    loop_->Start(poll);
  }
  loop_->Run(Loop::Mode::kNoWait);
  const uint64_t one = 1;
  ASSERT_EQ(write(event.get(), &one, sizeof one), 8);
  EXPECT_FALSE(loop_->Run());
  for (CountedPoll& poll : polls) {
    ASSERT_EQ(poll.result, POLLIN);
    ASSERT_EQ(poll.completions, 1);
  }
}

TEST_F(LimitsTest, TenThousandOpsAreCancelledInOnePass) {
  UniqueFd event(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC));
  std::vector<CountedPoll> polls(10'000);
  for (CountedPoll& poll : polls) {
    poll.fd = event.get();
    poll.events = POLLIN;
    loop_->Start(poll);
    loop_->Cancel(poll);  // in the queue still, or held back, or in the kernel
  }
  EXPECT_FALSE(loop_->Run());
  for (CountedPoll& poll : polls) {
    ASSERT_EQ(poll.result, -ECANCELED);
    ASSERT_EQ(poll.completions, 1);
  }
}

class Receiver : public RecvOp {
 public:
  Receiver()
      : RecvOp([](Op& op, const Completion& completion) {
          auto& self = static_cast<Receiver&>(op);
          self.bytes += completion.data.size();
          if (!completion.more) self.result = completion.result;
        }) {}
  size_t bytes = 0;
  int result = 1;
};

// More sockets with bytes than there are receive buffers.
TEST_F(LimitsTest, EverySocketOfALargePassIsReceivedFrom) {
  constexpr size_t kPairs = 400;  // two descriptors each
  const std::string bytes(3000, 'x');
  std::vector<Receiver> receivers(kPairs);
  std::vector<UniqueFd> ours, theirs;
  for (Receiver& receiver : receivers) {
    int fds[2];
    ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, fds), 0);
    ours.emplace_back(fds[0]);
    theirs.emplace_back(fds[1]);
    receiver.fd = fds[0];
    loop_->Start(receiver);
  }
  loop_->Run(Loop::Mode::kNoWait);
  for (int round = 0; round < 5; ++round) {
    for (UniqueFd& fd : theirs) {
      ASSERT_EQ(write(fd.get(), bytes.data(), bytes.size()),
                static_cast<ssize_t>(bytes.size()));
    }
    loop_->Run(Loop::Mode::kOnce);
  }
  for (UniqueFd& fd : theirs) fd.Reset();
  EXPECT_FALSE(loop_->Run());
  for (Receiver& receiver : receivers) {
    ASSERT_EQ(receiver.bytes, 5 * bytes.size());
    ASSERT_EQ(receiver.result, 0);
  }
}

// A peer that sends without an end, and an owner that has enough after the
// first bytes: however many the kernel has at hand, few follow.
TEST_F(LimitsTest, LittleComesAfterACancelledReceive) {
  int fds[2];
  ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds), 0);
  UniqueFd ours(fds[0]), theirs(fds[1]);
  const int room = 8 << 20;  // taken where this user may
  setsockopt(fds[1], SOL_SOCKET, SO_SNDBUFFORCE, &room, sizeof room);
  std::thread sender([&] {
    const std::string bytes(1 << 20, 'x');
    while (send(fds[1], bytes.data(), bytes.size(), MSG_NOSIGNAL) > 0) {
    }
  });
  class Cancelled : public RecvOp {
   public:
    explicit Cancelled(Loop& loop)
        : RecvOp([](Op& op, const Completion& completion) {
            auto& self = static_cast<Cancelled&>(op);
            self.bytes += completion.data.size();
            self.loop.Cancel(self);
          }),
          loop(loop) {}
    Loop& loop;
    size_t bytes = 0;
  };
  Cancelled receiver(*loop_);
  receiver.fd = fds[0];
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  for (int round = 0; round < 20; ++round) {
    receiver.bytes = 0;
    loop_->Start(receiver);
    EXPECT_FALSE(loop_->Run());
    EXPECT_GT(receiver.bytes, 0u);
    EXPECT_LE(receiver.bytes, RecvOp::kRecvAfterCancel);
  }
  ours.Reset();
  sender.join();
}

// A length whose lower 32 bits are 0.
TEST_F(LimitsTest, FourGigabytesCanBeAskedToBeSent) {
  constexpr size_t kSize = size_t{4} << 30;
  void* nothing = mmap(nullptr, kSize, PROT_READ,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  ASSERT_NE(nothing, MAP_FAILED);
  int fds[2];
  ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, fds), 0);
  UniqueFd ours(fds[0]), theirs(fds[1]);
  struct Sender : SendOp {
    Sender()
        : SendOp([](Op& op, const Completion& completion) {
            static_cast<Sender&>(op).result = completion.result;
          }) {}
    int result = -1;
  } sender;
  iovec piece = {nothing, kSize};
  sender.fd = fds[0];
  sender.iov = &piece;
  sender.count = 1;
  sender.in_parts = true;
  loop_->Start(sender);
  EXPECT_FALSE(loop_->Run());
  EXPECT_GT(sender.result, 0);
  munmap(nothing, kSize);
}

class Reader : public ReadOp {
 public:
  Reader()
      : ReadOp([](Op& op, const Completion& completion) {
          static_cast<Reader&>(op).result = completion.result;
        }) {}
  int result = -1;
};

TEST_F(LimitsTest, AThousandFileReadsAtOnce) {
  std::string path = testing::TempDir() + "rondo_limits_XXXXXX";
  UniqueFd file(mkstemp(path.data()));
  ASSERT_TRUE(file.valid());
  unlink(path.c_str());
  const std::string bytes(1000, 'r');
  ASSERT_EQ(write(file.get(), bytes.data(), bytes.size()), 1000);
  std::vector<Reader> readers(1000);
  std::vector<uint8_t> buffer(1000);
  for (size_t i = 0; i < readers.size(); ++i) {
    readers[i].fd = file.get();
    readers[i].buffer = {&buffer[i], 1};
    readers[i].offset = static_cast<int64_t>(i);
    loop_->Start(readers[i]);
  }
  EXPECT_FALSE(loop_->Run());
  for (Reader& reader : readers) ASSERT_EQ(reader.result, 1);
  EXPECT_EQ(std::string(buffer.begin(), buffer.end()), bytes);
}

}  // namespace
}  // namespace rondo
