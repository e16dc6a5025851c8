// The conformance suite, first half: what every backend does with sockets.
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

// --- Accept and connect.

TEST_P(BackendTest, AcceptStaysArmed) {
  const int listener = kernel_->Listen();
  Recorded<AcceptOp> accept;
  accept.fd = listener;
  loop_->Start(accept);
  std::vector<int> clients;
  for (size_t i = 0; i < 5; ++i) {
    clients.push_back(kernel_->Connect(listener));
    ASSERT_TRUE(TurnUntil([&] { return accept.results.size() == i + 1; }));
    EXPECT_GE(accept.results[i], 0);
    EXPECT_TRUE(accept.active());
  }
  CancelAndWait(accept);
  EXPECT_EQ(accept.results.back(), -ECANCELED);
  accept.results.pop_back();
  for (int fd : accept.results) kernel_->CloseEnd(fd);
  for (int fd : clients) kernel_->Close(fd);
  kernel_->CloseEnd(listener);
}

TEST_P(BackendTest, AcceptedSocketsAreNonBlockingAndCloseOnExec) {
  if (IsFake()) GTEST_SKIP() << "no descriptor flags";
  const int listener = kernel_->Listen();
  Recorded<AcceptOp> accept;
  accept.fd = listener;
  loop_->Start(accept);
  const int client = kernel_->Connect(listener);
  ASSERT_TRUE(TurnUntil([&] { return !accept.results.empty(); }));
  const int fd = accept.results[0];
  EXPECT_TRUE(::fcntl(fd, F_GETFL) & O_NONBLOCK);
  EXPECT_TRUE(::fcntl(fd, F_GETFD) & FD_CLOEXEC);
  CancelAndWait(accept);
  kernel_->CloseEnd(fd);
  kernel_->Close(client);
  kernel_->CloseEnd(listener);
}

TEST_P(BackendTest, AcceptTakesABurst) {
  constexpr size_t kClients = 300;
  const int listener = kernel_->Listen();
  std::vector<int> clients;
  for (size_t i = 0; i < kClients; ++i) {
    clients.push_back(kernel_->Connect(listener));
  }
  Recorded<AcceptOp> accept;
  accept.fd = listener;
  loop_->Start(accept);
  ASSERT_TRUE(TurnUntil([&] { return accept.results.size() == kClients; }));
  CancelAndWait(accept);
  for (size_t i = 0; i < kClients; ++i) {
    kernel_->CloseEnd(accept.results[i]);
    kernel_->Close(clients[i]);
  }
  kernel_->CloseEnd(listener);
}

TEST_P(BackendTest, ConnectSucceeds) {
  const int listener = kernel_->Listen();
  Recorded<ConnectOp> connect;
  connect.fd = kernel_->Socket();
  kernel_->SetAddress(listener, connect);
  Recorded<AcceptOp> accept;
  accept.fd = listener;
  loop_->Start(accept);
  loop_->Start(connect);
  ASSERT_TRUE(
      TurnUntil([&] { return connect.ended && !accept.results.empty(); }));
  EXPECT_EQ(connect.results, std::vector<int>{0});
  CancelAndWait(accept);
  // The two ends are one connection.
  Recorded<RecvOp> receive;
  StartReceive(receive, connect.fd);
  kernel_->Write(accept.results[0], "hello");
  ASSERT_TRUE(TurnUntil([&] { return receive.bytes == "hello"; }));
  CancelAndWait(receive);
  kernel_->CloseEnd(connect.fd);
  kernel_->CloseEnd(accept.results[0]);
  kernel_->CloseEnd(listener);
}

TEST_P(BackendTest, ConnectIsRefused) {
  const int listener = kernel_->Listen();
  Recorded<ConnectOp> connect;
  connect.fd = kernel_->Socket();
  kernel_->SetAddress(listener, connect);
  kernel_->CloseEnd(listener);
  loop_->Start(connect);
  ASSERT_TRUE(TurnUntil([&] { return connect.ended; }));
  EXPECT_EQ(connect.results, std::vector<int>{-ECONNREFUSED});
  kernel_->CloseEnd(connect.fd);
}

// --- Receive.

TEST_P(BackendTest, ReceiveStaysArmed) {
  const auto [fd, client] = kernel_->Pair();
  Recorded<RecvOp> receive;
  StartReceive(receive, fd);
  kernel_->Write(client, "one ");
  ASSERT_TRUE(TurnUntil([&] { return receive.bytes == "one "; }));
  kernel_->Write(client, "two");
  ASSERT_TRUE(TurnUntil([&] { return receive.bytes == "one two"; }));
  EXPECT_TRUE(receive.active());
  CancelAndWait(receive);
  EXPECT_EQ(receive.results.back(), -ECANCELED);
  kernel_->CloseEnd(fd);
  kernel_->Close(client);
}

TEST_P(BackendTest, ReceiveFindsWhatWasThereBefore) {
  const auto [fd, client] = kernel_->Pair();
  kernel_->Write(client, "early");
  Recorded<RecvOp> receive;
  StartReceive(receive, fd);
  ASSERT_TRUE(TurnUntil([&] { return receive.bytes == "early"; }));
  CancelAndWait(receive);
  kernel_->CloseEnd(fd);
  kernel_->Close(client);
}

TEST_P(BackendTest, EndOfStreamIsZeroAndLast) {
  const auto [fd, client] = kernel_->Pair();
  Recorded<RecvOp> receive;
  StartReceive(receive, fd);
  kernel_->Write(client, "last words");
  kernel_->HalfClose(client);
  ASSERT_TRUE(TurnUntil([&] { return receive.ended; }));
  EXPECT_EQ(receive.bytes, "last words");
  EXPECT_EQ(receive.results.back(), 0);
  EXPECT_FALSE(receive.active());
  kernel_->CloseEnd(fd);
  kernel_->Close(client);
}

TEST_P(BackendTest, ResetIsAnError) {
  const auto [fd, client] = kernel_->Pair();
  Recorded<RecvOp> receive;
  StartReceive(receive, fd);
  TurnABit();
  kernel_->Reset(client);
  ASSERT_TRUE(TurnUntil([&] { return receive.ended; }));
  EXPECT_EQ(receive.results.back(), -ECONNRESET);
  kernel_->CloseEnd(fd);
  if (IsFake()) kernel_->Close(client);
}

TEST_P(BackendTest, ReceivesMuchMoreThanAnyBufferHolds) {
  const std::string sent = Pattern(8 << 20);
  const auto [fd, client] = kernel_->Pair();
  Recorded<RecvOp> receive;
  StartReceive(receive, fd);
  size_t written = 0;
  ASSERT_TRUE(TurnUntil([&, client = client] {
    if (written < sent.size()) {
      written += kernel_->Write(
          client, std::string_view(sent).substr(written, 1 << 20));
    }
    return receive.bytes.size() >= sent.size();
  }));
  EXPECT_TRUE(receive.bytes == sent);
  CancelAndWait(receive);
  kernel_->CloseEnd(fd);
  kernel_->Close(client);
}

// More connections with bytes waiting than the loop has receive buffers: it
// refills and re-arms, and every byte arrives.
TEST_P(BackendTest, RunningOutOfBuffersLosesNothing) {
  constexpr size_t kConnections = 200;
  const std::string bytes = Pattern(48 * 1024);
  std::vector<std::pair<int, int>> pairs;
  std::vector<std::unique_ptr<Recorded<RecvOp>>> receives;
  for (size_t i = 0; i < kConnections; ++i) {
    pairs.push_back(kernel_->Pair());
    ASSERT_EQ(kernel_->Write(pairs.back().second, bytes), bytes.size());
    receives.push_back(std::make_unique<Recorded<RecvOp>>());
  }
  for (size_t i = 0; i < kConnections; ++i) {
    StartReceive(*receives[i], pairs[i].first);
  }
  for (size_t i = 0; i < kConnections; ++i) {
    ASSERT_TRUE(TurnUntil([&] {
      return receives[i]->bytes.size() >= bytes.size();
    })) << "connection "
        << i;
    EXPECT_TRUE(receives[i]->bytes == bytes);
    EXPECT_TRUE(receives[i]->active());
  }
  for (size_t i = 0; i < kConnections; ++i) {
    CancelAndWait(*receives[i]);
    kernel_->CloseEnd(pairs[i].first);
    kernel_->Close(pairs[i].second);
  }
}

TEST_P(BackendTest, ManyConnectionsKeepTheirBytesApart) {
  constexpr size_t kConnections = 100;
  std::vector<std::pair<int, int>> pairs;
  std::vector<std::unique_ptr<Recorded<RecvOp>>> receives;
  for (size_t i = 0; i < kConnections; ++i) {
    pairs.push_back(kernel_->Pair());
    receives.push_back(std::make_unique<Recorded<RecvOp>>());
    StartReceive(*receives[i], pairs[i].first);
  }
  std::vector<std::string> expected(kConnections);
  for (int round = 0; round < 5; ++round) {
    for (size_t i = 0; i < kConnections; ++i) {
      const std::string text =
          std::to_string(i) + "/" + std::to_string(round) + ";";
      kernel_->Write(pairs[i].second, text);
      expected[i] += text;
    }
    loop_->Run(Loop::Mode::kNoWait);
  }
  for (size_t i = 0; i < kConnections; ++i) {
    ASSERT_TRUE(TurnUntil(
        [&] { return receives[i]->bytes.size() == expected[i].size(); }));
    EXPECT_EQ(receives[i]->bytes, expected[i]);
    CancelAndWait(*receives[i]);
    kernel_->CloseEnd(pairs[i].first);
    kernel_->Close(pairs[i].second);
  }
}

// Sockets that are ready together may have been read together: what a callback
// does to the others loses none of their bytes.
TEST_P(BackendTest, ACallbackMayCancelTheOthersOfItsPass) {
  constexpr size_t kConnections = 20;
  std::vector<std::pair<int, int>> pairs;
  std::vector<std::unique_ptr<Recorded<RecvOp>>> receives;
  bool first = true;
  for (size_t i = 0; i < kConnections; ++i) {
    pairs.push_back(kernel_->Pair());
    receives.push_back(std::make_unique<Recorded<RecvOp>>());
    receives[i]->then = [&, i](const Completion&) {
      if (!std::exchange(first, false)) return;
      for (size_t k = 0; k < kConnections; ++k) {
        if (k != i) loop_->Cancel(*receives[k]);
      }
    };
    StartReceive(*receives[i], pairs[i].first);
  }
  TurnABit();
  for (size_t i = 0; i < kConnections; ++i) {
    kernel_->Write(pairs[i].second, "number " + std::to_string(i));
  }
  ASSERT_TRUE(TurnUntil([&] {
    return std::count_if(receives.begin(), receives.end(),
                         [](const auto& op) { return op->active(); }) == 1;
  }));
  for (size_t i = 0; i < kConnections; ++i) {
    Recorded<RecvOp>& op = *receives[i];
    if (!op.active()) {
      EXPECT_EQ(op.results.back(), -ECANCELED);
      StartReceive(op, pairs[i].first);  // what the pass had not read yet
    }
    const std::string expected = "number " + std::to_string(i);
    ASSERT_TRUE(TurnUntil([&] { return op.bytes.size() >= expected.size(); }));
    EXPECT_EQ(op.bytes, expected);
    CancelAndWait(op);
    kernel_->CloseEnd(pairs[i].first);
    kernel_->Close(pairs[i].second);
  }
}

// The same, and the end of the stream comes with the bytes.
TEST_P(BackendTest, ACallbackMayCancelWhatHasEnded) {
  std::pair<int, int> pairs[] = {kernel_->Pair(), kernel_->Pair()};
  Recorded<RecvOp> receives[2];
  bool first = true;
  for (int i = 0; i < 2; ++i) {
    receives[i].then = [&, i](const Completion&) {
      if (std::exchange(first, false)) loop_->Cancel(receives[1 - i]);
    };
    StartReceive(receives[i], pairs[i].first);
  }
  TurnABit();
  for (const auto& [fd, client] : pairs) {
    kernel_->Write(client, "last words");
    kernel_->HalfClose(client);
  }
  for (int i = 0; i < 2; ++i) {
    Recorded<RecvOp>& op = receives[i];
    ASSERT_TRUE(TurnUntil([&] { return op.ended; }));
    if (op.results.back() == -ECANCELED) {
      StartReceive(op, pairs[i].first);
      ASSERT_TRUE(TurnUntil([&] { return op.ended; }));
    }
    EXPECT_EQ(op.results.back(), 0);
    EXPECT_EQ(op.bytes, "last words");
    kernel_->CloseEnd(pairs[i].first);
    kernel_->Close(pairs[i].second);
  }
}

// pause() and resume(): cancel, keep what still arrives, start again.
TEST_P(BackendTest, PauseAndResumeKeepEveryByte) {
  const std::string sent = Pattern(2 << 20);
  const auto [fd, client] = kernel_->Pair();
  Recorded<RecvOp> receive;
  int pauses = 0;
  receive.then = [&](const Completion& completion) {
    if (completion.more && receive.results.size() % 3 == 0) {
      loop_->Cancel(receive);
      ++pauses;
    }
  };
  StartReceive(receive, fd);
  size_t written = 0;
  ASSERT_TRUE(TurnUntil([&, fd = fd, client = client] {
    if (written < sent.size()) {
      written +=
          kernel_->Write(client, std::string_view(sent).substr(written, 65536));
    }
    if (!receive.active()) StartReceive(receive, fd);
    return receive.bytes.size() >= sent.size();
  }));
  EXPECT_TRUE(receive.bytes == sent);
  EXPECT_GT(pauses, 0);
  CancelAndWait(receive);
  kernel_->CloseEnd(fd);
  kernel_->Close(client);
}

TEST_P(BackendTest, RestartFromTheLastCompletion) {
  const auto [fd, client] = kernel_->Pair();
  Recorded<RecvOp> receive;
  bool restarted = false;
  receive.then = [&](const Completion& completion) {
    if (!completion.more && !restarted) {
      restarted = true;
      loop_->Start(receive);
    }
  };
  StartReceive(receive, fd);
  loop_->Cancel(receive);
  ASSERT_TRUE(TurnUntil([&] { return restarted; }));
  kernel_->Write(client, "after");
  ASSERT_TRUE(TurnUntil([&] { return receive.bytes == "after"; }));
  CancelAndWait(receive);
  kernel_->CloseEnd(fd);
  kernel_->Close(client);
}

// --- Send.

TEST_P(BackendTest, SendArrives) {
  const auto [fd, client] = kernel_->Pair();
  Payload payload("over here");
  Recorded<SendOp> send;
  StartSendingAll(send, fd, payload);
  EXPECT_TRUE(send.results.empty());  // never from inside Start
  EXPECT_EQ(ReadAll(client, payload.bytes.size()), payload.bytes);
  ASSERT_TRUE(TurnUntil([&] { return !send.active(); }));
  kernel_->CloseEnd(fd);
  kernel_->Close(client);
}

TEST_P(BackendTest, SendGathers) {
  const auto [fd, client] = kernel_->Pair();
  std::string parts[3] = {"first ", "second ", "third"};
  iovec iov[3];
  for (int i = 0; i < 3; ++i) iov[i] = {parts[i].data(), parts[i].size()};
  Recorded<SendOp> send;
  send.fd = fd;
  send.iov = iov;
  send.count = 3;
  loop_->Start(send);
  ASSERT_TRUE(TurnUntil([&] { return send.ended; }));
  ASSERT_GT(send.results[0], 0);
  const auto sent = static_cast<size_t>(send.results[0]);
  EXPECT_EQ(ReadAll(client, sent),
            std::string("first second third").substr(0, sent));
  kernel_->CloseEnd(fd);
  kernel_->Close(client);
}

// A client that reads slowly: counts come back short, the rest is sent again.
TEST_P(BackendTest, ShortSendsAddUp) {
  const auto [fd, client] = kernel_->Pair();
  Payload payload(Pattern(16 << 20));
  Recorded<SendOp> send;
  StartSendingAll(send, fd, payload);
  std::string all;
  ASSERT_TRUE(TurnUntil([&, client = client] {
    all += kernel_->Read(client, 256 * 1024);
    return all.size() >= payload.bytes.size();
  }));
  EXPECT_TRUE(all == payload.bytes);
  ASSERT_TRUE(TurnUntil([&] { return !send.active(); }));
  kernel_->CloseEnd(fd);
  kernel_->Close(client);
}

TEST_P(BackendTest, SendToAStalledClientCanBeCancelled) {
  const auto [fd, client] = kernel_->Pair();
  Payload payload(Pattern(1 << 20));
  Recorded<SendOp> send;
  send.fd = fd;
  send.iov = payload.iov;
  send.count = 1;
  bool cancelling = false;
  send.then = [&](const Completion& completion) {
    if (completion.result > 0 && !cancelling) loop_->Start(send);
  };
  loop_->Start(send);
  // Until the kernel takes no more.
  size_t seen = 0;
  for (int quiet = 0; quiet < 3;) {
    TurnABit();
    quiet = send.results.size() == seen ? quiet + 1 : 0;
    seen = send.results.size();
  }
  EXPECT_TRUE(send.active());
  cancelling = true;
  CancelAndWait(send);
  // A backend whose kernel waits for room has sent a part meanwhile.
  EXPECT_TRUE(send.results.back() == -ECANCELED || send.results.back() > 0);
  kernel_->CloseEnd(fd);
  kernel_->Close(client);
}

TEST_P(BackendTest, SendAfterResetFailsWithoutASignal) {
  const auto [fd, client] = kernel_->Pair();
  kernel_->Reset(client);
  TurnABit();
  Payload payload("to nobody");
  Recorded<SendOp> send;
  send.fd = fd;
  send.iov = payload.iov;
  send.count = 1;
  loop_->Start(send);
  ASSERT_TRUE(TurnUntil([&] { return send.ended; }));
  EXPECT_TRUE(send.results[0] == -EPIPE || send.results[0] == -ECONNRESET)
      << send.results[0];
  kernel_->CloseEnd(fd);
  if (IsFake()) kernel_->Close(client);
}

TEST_P(BackendTest, SendAndReceiveOnOneSocketAtOnce) {
  const auto [fd, client] = kernel_->Pair();
  Recorded<RecvOp> receive;
  StartReceive(receive, fd);
  Payload payload("pong");
  Recorded<SendOp> send;
  send.fd = fd;
  send.iov = payload.iov;
  send.count = 1;
  bool answered = false;
  receive.then = [&](const Completion&) {
    if (receive.bytes == "ping" && !answered) {
      answered = true;
      loop_->Start(send);
    }
  };
  kernel_->Write(client, "ping");
  ASSERT_TRUE(TurnUntil([&] { return send.ended; }));
  ASSERT_GT(send.results[0], 0);
  const auto sent = static_cast<size_t>(send.results[0]);
  EXPECT_EQ(ReadAll(client, sent), std::string("pong").substr(0, sent));
  CancelAndWait(receive);
  kernel_->CloseEnd(fd);
  kernel_->Close(client);
}

// --- Poll, shutdown, close.

TEST_P(BackendTest, PollSaysReadable) {
  const auto [fd, client] = kernel_->Pair();
  Recorded<PollOp> poll;
  poll.fd = fd;
  poll.events = POLLIN;
  loop_->Start(poll);
  TurnABit();
  EXPECT_TRUE(poll.active());
  kernel_->Write(client, "x");
  ASSERT_TRUE(TurnUntil([&] { return poll.ended; }));
  EXPECT_EQ(poll.results, std::vector<int>{POLLIN});
  TurnABit();
  EXPECT_EQ(poll.results.size(), 1u);  // one shot
  kernel_->CloseEnd(fd);
  kernel_->Close(client);
}

TEST_P(BackendTest, PollSaysWritable) {
  const auto [fd, client] = kernel_->Pair();
  Recorded<PollOp> poll;
  poll.fd = fd;
  poll.events = POLLOUT;
  loop_->Start(poll);
  ASSERT_TRUE(TurnUntil([&] { return poll.ended; }));
  EXPECT_EQ(poll.results, std::vector<int>{POLLOUT});
  kernel_->CloseEnd(fd);
  kernel_->Close(client);
}

// Behind bytes that nobody reads, too; others may read the descriptor
// meanwhile.
TEST_P(BackendTest, PollSaysThatThePeerHasEnded) {
  const auto [fd, client] = kernel_->Pair();
  Recorded<PollOp> poll;
  poll.fd = fd;
  poll.events = POLLRDHUP;
  loop_->Start(poll);
  Recorded<RecvOp> receive;
  StartReceive(receive, fd);
  kernel_->Write(client, "one");
  ASSERT_TRUE(TurnUntil([&] { return receive.bytes == "one"; }));
  CancelAndWait(receive);
  kernel_->Write(client, "two");
  TurnABit();
  EXPECT_TRUE(poll.active());
  kernel_->HalfClose(client);
  ASSERT_TRUE(TurnUntil([&] { return poll.ended; }));
  EXPECT_EQ(poll.results, std::vector<int>{POLLRDHUP});
  kernel_->CloseEnd(fd);
  kernel_->Close(client);
}

TEST_P(BackendTest, PollSaysThatTheConnectionBroke) {
  const auto [fd, client] = kernel_->Pair();
  Recorded<PollOp> poll;
  poll.fd = fd;
  poll.events = POLLRDHUP;
  loop_->Start(poll);
  kernel_->Write(client, "unread");
  TurnABit();
  EXPECT_TRUE(poll.active());
  kernel_->Reset(client);
  ASSERT_TRUE(TurnUntil([&] { return poll.ended; }));
  EXPECT_EQ(poll.results, std::vector<int>{POLLRDHUP | POLLERR | POLLHUP});
  kernel_->CloseEnd(fd);
}

TEST_P(BackendTest, PollCanBeCancelled) {
  const auto [fd, client] = kernel_->Pair();
  Recorded<PollOp> poll;
  poll.fd = fd;
  poll.events = POLLIN;
  loop_->Start(poll);
  TurnABit();
  CancelAndWait(poll);
  EXPECT_EQ(poll.results, std::vector<int>{-ECANCELED});
  kernel_->CloseEnd(fd);
  kernel_->Close(client);
}

TEST_P(BackendTest, ShutdownEndsTheOtherSide) {
  const auto [fd, client] = kernel_->Pair();
  Recorded<ShutdownOp> shutdown;
  shutdown.fd = fd;
  loop_->Start(shutdown);
  ASSERT_TRUE(TurnUntil([&] { return shutdown.ended; }));
  EXPECT_EQ(shutdown.results, std::vector<int>{0});
  ASSERT_TRUE(
      TurnUntil([&, client = client] { return kernel_->AtEnd(client); }));
  // The other direction still works.
  Recorded<RecvOp> receive;
  StartReceive(receive, fd);
  kernel_->Write(client, "still here");
  ASSERT_TRUE(TurnUntil([&] { return receive.bytes == "still here"; }));
  CancelAndWait(receive);
  kernel_->CloseEnd(fd);
  kernel_->Close(client);
}

TEST_P(BackendTest, CloseEndsTheConnection) {
  const auto [fd, client] = kernel_->Pair();
  Recorded<RecvOp> receive;
  StartReceive(receive, fd);
  kernel_->Write(client, "x");
  ASSERT_TRUE(TurnUntil([&] { return !receive.bytes.empty(); }));
  CancelAndWait(receive);
  Recorded<CloseOp> close;
  close.fd = fd;
  loop_->Start(close);
  ASSERT_TRUE(TurnUntil([&] { return close.ended; }));
  EXPECT_EQ(close.results, std::vector<int>{0});
  ASSERT_TRUE(
      TurnUntil([&, client = client] { return kernel_->AtEnd(client); }));
  kernel_->Close(client);
}

// The kernel gives the number of a closed descriptor to the next socket: what
// the backend knew about the old one must not stick to the new one.
TEST_P(BackendTest, AReusedDescriptorNumberStartsAfresh) {
  for (int i = 0; i < 20; ++i) {
    const auto [fd, client] = kernel_->Pair();
    Recorded<RecvOp> receive;
    StartReceive(receive, fd);
    const std::string text = "round " + std::to_string(i);
    kernel_->Write(client, text);
    ASSERT_TRUE(TurnUntil([&] { return receive.bytes == text; }));
    kernel_->HalfClose(client);
    ASSERT_TRUE(TurnUntil([&] { return receive.ended; }));
    Recorded<CloseOp> close;
    close.fd = fd;
    loop_->Start(close);
    ASSERT_TRUE(TurnUntil([&] { return close.ended; }));
    kernel_->Close(client);
  }
}

}  // namespace
}  // namespace rondo::backend_test
