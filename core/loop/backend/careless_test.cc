// What a program can do to descriptors behind a backend's back, and what peers
// send beside bytes.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/unique_fd.h"
#include "core/loop/loop.h"
#include "core/pool/worker_pool.h"

namespace rondo {
namespace {

template <typename T>
struct Noted : T {
  Noted()
      : T([](Op& op, const Completion& completion) {
          auto& self = static_cast<Noted&>(static_cast<T&>(op));
          self.result = completion.result;
          self.bytes.append(completion.data.begin(), completion.data.end());
          ++self.completions;
        }) {}
  int result = -1;
  int completions = 0;
  std::string bytes;
};

class CarelessTest : public testing::Test {
 protected:
  void Turn(int turns = 3) {
    for (int i = 0; i < turns; ++i) loop_->Run(Loop::Mode::kNoWait);
  }
  template <typename T>
  void End(Noted<T>& op) {
    loop_->Cancel(op);
    while (op.active()) loop_->Run(Loop::Mode::kOnce);
  }
  template <typename F>
  void TurnUntil(F done) {
    for (int i = 0; i < 2000 && !done(); ++i) {
      loop_->Run(Loop::Mode::kNoWait);
      usleep(1000);
    }
    EXPECT_TRUE(done());
  }
  int Close(int fd) {
    Noted<CloseOp> close;
    close.fd = fd;
    loop_->Start(close);
    while (close.active()) loop_->Run(Loop::Mode::kOnce);
    return close.result;
  }
  static std::pair<UniqueFd, UniqueFd> Pair() {
    int fds[2];
    EXPECT_EQ(
        socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, fds),
        0);
    return {UniqueFd(fds[0]), UniqueFd(fds[1])};
  }
  // A listener of the loopback and its address.
  static UniqueFd Listen(sockaddr_in& address) {
    UniqueFd fd(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    EXPECT_EQ(bind(fd.get(), generic, length), 0);
    EXPECT_EQ(listen(fd.get(), 128), 0);
    EXPECT_EQ(getsockname(fd.get(), generic, &length), 0);
    return fd;
  }
  static UniqueFd Connect(const sockaddr_in& address) {
    UniqueFd fd(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    EXPECT_EQ(connect(fd.get(), reinterpret_cast<const sockaddr*>(&address),
                      sizeof address),
              0);
    return fd;
  }

  WorkerPool pool_{2};
  std::unique_ptr<Loop> loop_ = std::move(*Loop::Create({.pool = &pool_}));
};

TEST_F(CarelessTest, ANumberThatIsNotOpenIsAnError) {
  EXPECT_EQ(Close(INT_MAX), -EBADF);
  EXPECT_EQ(Close(900), -EBADF);
  Noted<RecvOp> receive;
  receive.fd = INT_MAX;
  loop_->Start(receive);
  EXPECT_FALSE(loop_->Run());
  EXPECT_EQ(receive.result, -EBADF);
}

// A program that closes every number that there is.
TEST_F(CarelessTest, WhatTheLoopItselfWorksWithIsNotOpenToOthers) {
  int own = 0;
  for (int fd = 0; fd < 256; ++fd) {
    if (!loop_->Owns(fd)) continue;
    ++own;
    EXPECT_EQ(Close(fd), -EBADF);
    EXPECT_GE(fcntl(fd, F_GETFD), 0);
  }
  EXPECT_EQ(own, 2);
  auto [ours, theirs] = Pair();
  Noted<RecvOp> receive;
  receive.fd = ours.get();
  loop_->Start(receive);
  Turn();
  ASSERT_EQ(send(theirs.get(), "hello", 5, 0), 5);
  TurnUntil([&] { return receive.bytes == "hello"; });
  End(receive);
}

TEST_F(CarelessTest, WhoseDescriptorIsGoneSaysSo) {
  if (std::string_view(loop_->backend_name()) != "epoll") {
    GTEST_SKIP() << "a ring is reached without its descriptor";
  }
  const auto close_under_it = [&] {
    for (int fd = 0; fd < 256; ++fd) {
      if (loop_->Owns(fd)) close(fd);
    }
    loop_->Run(Loop::Mode::kNoWait);
  };
  EXPECT_DEATH(close_under_it(),
               "rondo: fatal: the loop's descriptor was closed");
}

// On one descriptor, and none of the others'.
TEST_F(CarelessTest, PollsOfManyDescriptorsAreKeptApart) {
  constexpr size_t kPairs = 50;
  std::vector<std::pair<UniqueFd, UniqueFd>> pairs;
  std::vector<std::unique_ptr<Noted<PollOp>>> polls;
  for (size_t i = 0; i < kPairs; ++i) {
    pairs.push_back(Pair());
    for (int k = 0; k < 3; ++k) {
      auto poll = std::make_unique<Noted<PollOp>>();
      poll->fd = pairs.back().first.get();
      poll->events = k == 0 ? POLLRDHUP : POLLIN;
      loop_->Start(*poll);
      polls.push_back(std::move(poll));
    }
  }
  Turn();
  for (size_t i = 0; i < kPairs; i += 2) {
    loop_->Cancel(*polls[3 * i + 1]);  // out of the middle
    ASSERT_EQ(send(pairs[i].second.get(), "x", 1, 0), 1);
  }
  TurnUntil([&] {
    for (size_t i = 0; i < kPairs; i += 2) {
      if (polls[3 * i + 1]->active() || polls[3 * i + 2]->active())
        return false;
    }
    return true;
  });
  for (size_t i = 0; i < kPairs; ++i) {
    EXPECT_TRUE(polls[3 * i]->active());
    EXPECT_EQ(polls[3 * i + 1]->active(), i % 2 != 0);
    if (i % 2 == 0) {
      EXPECT_EQ(polls[3 * i + 1]->result, -ECANCELED);
      EXPECT_EQ(polls[3 * i + 2]->result, POLLIN);
    }
  }
  for (auto& poll : polls) End(*poll);
}

TEST_F(CarelessTest, AnOpOnADescriptorThatIsClosedUnderItWaitsForItsCancel) {
  for (const bool behind_our_back : {false, true}) {
    auto [ours, theirs] = Pair();
    Noted<RecvOp> receive;
    Noted<PollOp> poll;
    receive.fd = poll.fd = ours.get();
    poll.events = POLLIN;
    loop_->Start(receive);
    loop_->Start(poll);
    Turn();
    const int number = ours.Release();
    EXPECT_EQ(behind_our_back ? close(number) : Close(number), 0);
    Turn();
    EXPECT_TRUE(receive.active());
    End(receive);
    EXPECT_EQ(receive.result, -ECANCELED);
    End(poll);
  }
}

TEST_F(CarelessTest, TheNumberOfAClosedDescriptorMayComeBack) {
  sockaddr_in address;
  UniqueFd listener = Listen(address);
  Noted<AcceptOp> accept;
  accept.fd = listener.get();
  loop_->Start(accept);
  auto [ours, theirs] = Pair();
  Noted<RecvOp> old, fresh;
  old.fd = ours.get();
  loop_->Start(old);
  Turn();
  UniqueFd client = Connect(address);  // before: it must not get the number
  const int number = ours.Release();
  close(number);
  TurnUntil([&] { return accept.completions == 1; });
  EXPECT_EQ(accept.result, number);
  fresh.fd = accept.result;
  loop_->Start(fresh);
  ASSERT_EQ(send(client.get(), "hello", 5, 0), 5);
  TurnUntil([&] { return fresh.bytes == "hello"; });
  EXPECT_EQ(old.completions, 0);
  End(old);
  EXPECT_EQ(old.result, -ECANCELED);
  ASSERT_EQ(send(client.get(), "again", 5, 0), 5);
  TurnUntil([&] { return fresh.bytes == "helloagain"; });
  End(fresh);
  End(accept);
  close(number);
}

// More than a backend takes in a row, which the old receive's edges would not
// tell of again.
TEST_F(CarelessTest, TheNumberOfAClosedDescriptorMayComeBackAsAListener) {
  auto [ours, theirs] = Pair();
  Noted<RecvOp> old;
  old.fd = ours.get();
  loop_->Start(old);
  Turn();
  const int number = ours.Release();
  close(number);
  sockaddr_in address;
  UniqueFd listener = Listen(address);
  ASSERT_EQ(listener.get(), number);
  std::vector<UniqueFd> clients;
  for (int i = 0; i < 100; ++i) clients.push_back(Connect(address));
  struct Accepting : AcceptOp {
    Accepting()
        : AcceptOp([](Op& op, const Completion& completion) {
            auto& self = static_cast<Accepting&>(op);
            if (completion.result >= 0)
              self.got.emplace_back(completion.result);
          }) {}
    std::vector<UniqueFd> got;
  } accept;
  accept.fd = number;
  loop_->Start(accept);
  TurnUntil([&] { return accept.got.size() == clients.size(); });
  loop_->Cancel(accept);
  while (accept.active()) loop_->Run(Loop::Mode::kOnce);
  End(old);
  EXPECT_EQ(old.result, -ECANCELED);
}

TEST_F(CarelessTest, TwoReceivesOnOneDescriptorHarmNobody) {
  auto [ours, theirs] = Pair();
  Noted<RecvOp> first, second;
  first.fd = second.fd = ours.get();
  loop_->Start(first);
  loop_->Start(second);
  Turn();
  ASSERT_EQ(send(theirs.get(), "once", 4, 0), 4);
  TurnUntil([&] { return first.bytes + second.bytes == "once"; });
  End(first);
  End(second);
}

// A receive that ends where a descriptor came with the bytes is short, and more
// may stand behind it.
TEST_F(CarelessTest, BytesBehindADescriptorArrive) {
  auto [ours, theirs] = Pair();
  char bytes[] = "first";
  iovec part = {bytes, 5};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  cmsghdr* header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof(int));
  const int some_descriptor = theirs.get();
  std::memcpy(CMSG_DATA(header), &some_descriptor, sizeof(int));
  ASSERT_EQ(sendmsg(theirs.get(), &message, 0), 5);
  ASSERT_EQ(send(theirs.get(), "second", 6, 0), 6);
  Noted<RecvOp> receive;
  receive.fd = ours.get();
  loop_->Start(receive);
  TurnUntil([&] { return receive.bytes == "firstsecond"; });
  End(receive);
}

TEST_F(CarelessTest, BytesBehindUrgentDataArrive) {
  sockaddr_in address;
  UniqueFd listener = Listen(address);
  Noted<AcceptOp> accept;
  accept.fd = listener.get();
  loop_->Start(accept);
  UniqueFd client = Connect(address);
  TurnUntil([&] { return accept.completions == 1; });
  UniqueFd server(accept.result);
  ASSERT_EQ(send(client.get(), "before", 6, 0), 6);
  ASSERT_EQ(send(client.get(), "!", 1, MSG_OOB), 1);
  ASSERT_EQ(send(client.get(), "behind", 6, 0), 6);
  usleep(20'000);
  Noted<RecvOp> receive;
  receive.fd = server.get();
  loop_->Start(receive);
  TurnUntil([&] { return receive.bytes == "beforebehind"; });
  // And while it waits.
  ASSERT_EQ(send(client.get(), "a", 1, 0), 1);
  ASSERT_EQ(send(client.get(), "!", 1, MSG_OOB), 1);
  ASSERT_EQ(send(client.get(), "b", 1, 0), 1);
  TurnUntil([&] { return receive.bytes == "beforebehindab"; });
  End(receive);
  End(accept);
}

}  // namespace
}  // namespace rondo
