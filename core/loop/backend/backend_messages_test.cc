// The conformance of RecvMsg and SendMsg: datagrams, and what comes beside
// bytes.
#include <fcntl.h>
#include <netinet/in.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "core/loop/backend/backend_test.h"
#include "core/loop/control.h"

namespace rondo::backend_test {
namespace {

struct Receiving : Recorded<RecvMsgOp> {
  explicit Receiving(int fd, size_t size = 64 * 1024) : memory(size, 0) {
    this->fd = fd;
    buffer = memory;
    control = room.bytes();
  }
  std::string text(size_t length) const {
    return {memory.begin(), memory.begin() + static_cast<ptrdiff_t>(length)};
  }
  std::span<const uint8_t> came_beside() {
    return control.first(control_length);
  }
  std::vector<uint8_t> memory;
  ControlRoom<64> room;
};

struct Sending : Recorded<SendMsgOp> {
  Sending(int fd, std::string bytes) : payload(std::move(bytes)) {
    this->fd = fd;
    iov = payload.iov;
    count = 1;
  }
  void To(const sockaddr_in& to) {
    std::memcpy(&address, &to, sizeof to);
    address_length = sizeof to;
  }
  void With(std::vector<int> descriptors) {
    ControlWriter writer(room.bytes());
    ASSERT_TRUE(writer.AddDescriptors(descriptors));
    control = writer.bytes();
  }
  Payload payload;
  ControlRoom<64> room;
};

class MessagesTest : public BackendTest {
 protected:
  template <typename T>
  int Await(T& op) {
    loop_->Start(op);
    EXPECT_TRUE(TurnUntil([&] { return !op.active(); }));
    return op.results.empty() ? 0 : op.results.back();
  }
  /// On a stream, which may take it in parts; what is beside goes with the
  /// first.
  void SendAll(Sending& op) {
    for (size_t sent = 0; sent < op.payload.bytes.size();) {
      op.payload.iov[0] = {op.payload.bytes.data() + sent,
                           op.payload.bytes.size() - sent};
      const int result = Await(op);
      ASSERT_GT(result, 0);
      sent += static_cast<size_t>(result);
      op.control = {};
    }
  }
};

TEST_P(MessagesTest, ADescriptorTravelsOverAStream) {
  const auto [ours, theirs] = kernel_->UnixPair();
  const auto [server, client] = kernel_->Pair();
  Sending send(ours, "take this");
  send.With({server});
  SendAll(send);
  kernel_->CloseEnd(server);  // the message still holds it
  Receiving receive(theirs);
  std::string text;
  int given = -1;
  while (text.size() < 9) {
    const int length = Await(receive);
    ASSERT_GT(length, 0);
    text += receive.text(static_cast<size_t>(length));
    for (UniqueFd& fd : TakeDescriptors(receive.came_beside())) {
      ASSERT_EQ(given, -1);
      given = fd.Release();
    }
  }
  EXPECT_EQ(text, "take this");
  EXPECT_EQ(receive.flags, 0);
  ASSERT_GE(given, 0);
  if (!IsFake()) {
    EXPECT_EQ(fcntl(given, F_GETFD), FD_CLOEXEC);
  }
  Recorded<RecvOp> through;
  StartReceive(through, given);
  ASSERT_EQ(kernel_->Write(client, "hello"), 5u);
  EXPECT_TRUE(TurnUntil([&] { return through.bytes == "hello"; }));
  CancelAndWait(through);
  kernel_->CloseEnd(given);
  EXPECT_TRUE(TurnUntil([&] { return kernel_->AtEnd(client); }));
  kernel_->Close(client);
  kernel_->CloseEnd(ours);
  kernel_->CloseEnd(theirs);
}

// A receive that ends where descriptors came with the bytes is short, and
// proves nothing.
TEST_P(MessagesTest, APlainReceiveGoesOnBehindADescriptor) {
  const auto [ours, theirs] = kernel_->UnixPair();
  const auto [server, client] = kernel_->Pair();
  Sending with(ours, "first");
  with.With({server});
  SendAll(with);
  kernel_->CloseEnd(server);
  Sending without(ours, "second");
  SendAll(without);
  Recorded<RecvOp> receive;
  StartReceive(receive, theirs);
  EXPECT_TRUE(TurnUntil([&] { return receive.bytes == "firstsecond"; }));
  // What nobody has taken is closed.
  EXPECT_TRUE(TurnUntil([&] { return kernel_->AtEnd(client); }));
  CancelAndWait(receive);
  kernel_->Close(client);
  kernel_->CloseEnd(ours);
  kernel_->CloseEnd(theirs);
}

TEST_P(MessagesTest, WithoutRoomDescriptorsAreClosed) {
  const auto [ours, theirs] = kernel_->UnixPair();
  const auto [server, client] = kernel_->Pair();
  Sending send(ours, "x");
  send.With({server});
  ASSERT_EQ(Await(send), 1);
  kernel_->CloseEnd(server);
  Receiving receive(theirs);
  receive.control = {};
  EXPECT_EQ(Await(receive), 1);
  EXPECT_EQ(receive.flags, MSG_CTRUNC);
  EXPECT_EQ(receive.control_length, 0u);
  EXPECT_TRUE(TurnUntil([&] { return kernel_->AtEnd(client); }));
  kernel_->Close(client);
  kernel_->CloseEnd(ours);
  kernel_->CloseEnd(theirs);
}

TEST_P(MessagesTest, AMessageThatNobodyReadsHoldsNothing) {
  const auto [ours, theirs] = kernel_->UnixPair();
  const auto [server, client] = kernel_->Pair();
  Sending send(ours, "x");
  send.With({server});
  ASSERT_EQ(Await(send), 1);
  kernel_->CloseEnd(server);
  kernel_->CloseEnd(ours);
  kernel_->CloseEnd(theirs);
  EXPECT_TRUE(TurnUntil([&] { return kernel_->AtEnd(client); }));
  kernel_->Close(client);
}

TEST_P(MessagesTest, ADescriptorThatIsNoneIsAnError) {
  const auto [ours, theirs] = kernel_->UnixPair();
  Sending send(ours, "x");
  send.With({900'000'000});
  EXPECT_EQ(Await(send), -EBADF);
  kernel_->CloseEnd(ours);
  kernel_->CloseEnd(theirs);
}

TEST_P(MessagesTest, DatagramsTellWhereTheyAreFrom) {
  const int here = kernel_->Datagram(true);
  const int there = kernel_->Datagram(false);
  Receiving receive(here);
  loop_->Start(receive);
  TurnABit();
  EXPECT_TRUE(receive.active());
  Sending send(there, "one");
  send.To(kernel_->DatagramAddress(here));
  ASSERT_EQ(Await(send), 3);
  EXPECT_TRUE(TurnUntil([&] { return !receive.active(); }));
  ASSERT_EQ(receive.results, std::vector<int>{3});
  EXPECT_EQ(receive.text(3), "one");
  ASSERT_EQ(receive.address_length, sizeof(sockaddr_in));
  const auto from = reinterpret_cast<const sockaddr_in&>(receive.address);
  EXPECT_EQ(from.sin_port, kernel_->DatagramAddress(there).sin_port);
  ControlReader reader(receive.came_beside());
  ASSERT_TRUE(reader.Next());
  EXPECT_EQ(reader.level(), IPPROTO_IP);
  EXPECT_EQ(reader.type(), IP_PKTINFO);
  in_pktinfo info;
  ASSERT_EQ(reader.data().size(), sizeof info);
  std::memcpy(&info, reader.data().data(), sizeof info);
  EXPECT_EQ(info.ipi_addr.s_addr, htonl(INADDR_LOOPBACK));
  EXPECT_FALSE(reader.Next());
  // And back, to where it is from.
  Sending answer(here, "two");
  answer.To(from);
  ASSERT_EQ(Await(answer), 3);
  Receiving got(there);
  ASSERT_EQ(Await(got), 3);
  EXPECT_EQ(got.text(3), "two");
  EXPECT_EQ(got.control_length, 0u);
  kernel_->CloseEnd(here);
  kernel_->CloseEnd(there);
}

TEST_P(MessagesTest, EachDatagramIsOne) {
  const int here = kernel_->Datagram(false);
  const int there = kernel_->Datagram(false);
  constexpr int kCount = 50;
  for (int i = 0; i < kCount; ++i) {
    Sending send(there, std::string(static_cast<size_t>(i), 'a'));
    send.To(kernel_->DatagramAddress(here));
    ASSERT_EQ(Await(send), i);
  }
  Receiving receive(here);
  receive.then = [&](const Completion&) {
    if (receive.results.size() < kCount) loop_->Start(receive);
  };
  loop_->Start(receive);
  ASSERT_TRUE(TurnUntil([&] { return receive.results.size() == kCount; }));
  for (int i = 0; i < kCount; ++i) {
    EXPECT_EQ(receive.results[static_cast<size_t>(i)], i);
  }
  kernel_->CloseEnd(here);
  kernel_->CloseEnd(there);
}

TEST_P(MessagesTest, ALongDatagramIsCut) {
  const int here = kernel_->Datagram(true);
  const int there = kernel_->Datagram(false);
  Sending send(there, Pattern(100));
  send.To(kernel_->DatagramAddress(here));
  ASSERT_EQ(Await(send), 100);
  ASSERT_EQ(Await(send), 100);
  Receiving receive(here, 10);
  EXPECT_EQ(Await(receive), 10);
  EXPECT_EQ(receive.text(10), Pattern(10));
  EXPECT_EQ(receive.flags, MSG_TRUNC);
  receive.control = receive.control.first(sizeof(cmsghdr) - 1);
  EXPECT_EQ(Await(receive), 10);
  EXPECT_EQ(receive.flags, MSG_TRUNC | MSG_CTRUNC);
  kernel_->CloseEnd(here);
  kernel_->CloseEnd(there);
}

TEST_P(MessagesTest, AMessageIsGathered) {
  const int here = kernel_->Datagram(false);
  const int there = kernel_->Datagram(false);
  std::string a = "ab", b = "cde";
  iovec pieces[] = {{a.data(), a.size()}, {b.data(), b.size()}};
  Sending send(there, "");
  send.iov = pieces;
  send.count = 2;
  send.To(kernel_->DatagramAddress(here));
  ASSERT_EQ(Await(send), 5);
  Receiving receive(here);
  ASSERT_EQ(Await(receive), 5);
  EXPECT_EQ(receive.text(5), "abcde");
  kernel_->CloseEnd(here);
  kernel_->CloseEnd(there);
}

TEST_P(MessagesTest, TheEndOfAStreamIsZero) {
  const auto [ours, theirs] = kernel_->UnixPair();
  Receiving receive(theirs);
  loop_->Start(receive);
  TurnABit();
  kernel_->CloseEnd(ours);
  EXPECT_TRUE(TurnUntil([&] { return !receive.active(); }));
  EXPECT_EQ(receive.results, std::vector<int>{0});
  Sending send(theirs, "late");
  const int result = Await(send);
  if (result != 4) {
    EXPECT_EQ(result, -EPIPE);
  } else {
    EXPECT_TRUE(IsFake());  // there it is the next one that fails
  }
  kernel_->CloseEnd(theirs);
}

TEST_P(MessagesTest, AStreamTakesWhatThereIsRoomFor) {
  const auto [ours, theirs] = kernel_->UnixPair();
  const std::string all = Pattern(1 << 20);
  Sending send(ours, all);
  Receiving receive(theirs);
  size_t sent = 0;
  std::string got;
  send.then = [&](const Completion& completion) {
    ASSERT_GT(completion.result, 0);
    sent += static_cast<size_t>(completion.result);
    send.payload.iov[0] = {send.payload.bytes.data() + sent, all.size() - sent};
    if (sent < all.size()) loop_->Start(send);
  };
  receive.then = [&](const Completion& completion) {
    ASSERT_GT(completion.result, 0);
    got += receive.text(static_cast<size_t>(completion.result));
    if (got.size() < all.size()) loop_->Start(receive);
  };
  loop_->Start(send);
  TurnABit();
  EXPECT_LT(sent, all.size());
  loop_->Start(receive);
  EXPECT_TRUE(TurnUntil([&] { return got.size() >= all.size(); }));
  EXPECT_EQ(got, all);
  EXPECT_FALSE(send.active());
  kernel_->CloseEnd(ours);
  kernel_->CloseEnd(theirs);
}

TEST_P(MessagesTest, BothCanBeCancelled) {
  const auto [ours, theirs] = kernel_->UnixPair();
  Receiving receive(ours);
  loop_->Start(receive);
  CancelAndWait(receive);
  EXPECT_EQ(receive.results, std::vector<int>{-ECANCELED});
  Sending send(ours, Pattern(1 << 20));
  send.then = [&](const Completion& completion) {
    if (completion.result > 0) loop_->Start(send);
  };
  loop_->Start(send);
  TurnABit();
  EXPECT_TRUE(send.active());
  CancelAndWait(send);
  EXPECT_EQ(send.results.back(), -ECANCELED);
  // It is as it was.
  Receiving again(theirs);
  EXPECT_GT(Await(again), 0);
  kernel_->CloseEnd(ours);
  kernel_->CloseEnd(theirs);
}

TEST_P(MessagesTest, WhatIsNotOpenIsAnError) {
  Receiving receive(900'000'000);
  EXPECT_EQ(Await(receive), -EBADF);
  Sending send(900'000'000, "x");
  EXPECT_EQ(Await(send), -EBADF);
}

INSTANTIATE_TEST_SUITE_P(Backends, MessagesTest,
                         testing::Values("uring", "epoll", "fake", "chaos"),
                         [](const auto& info) {
                           return std::string(info.param);
                         });

}  // namespace
}  // namespace rondo::backend_test
