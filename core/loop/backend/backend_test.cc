// The conformance suite: what every backend must do, run on each of them. The
// other end of a connection is played by a Kernel: plain system calls on
// non-blocking sockets, or the script of the fake.
#include "core/loop/backend/backend.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "core/base/clock.h"
#include "core/base/unique_fd.h"
#include "core/loop/backend/fake.h"
#include "core/loop/loop.h"
#include "core/pool/worker_pool.h"

namespace rondo {
namespace {

constexpr uint64_t kMs = 1'000'000;

/// Creates the loop and plays everybody who is not the loop.
class Kernel {
 public:
  virtual ~Kernel() = default;
  /// False: this machine lacks it, and the test is skipped.
  virtual bool Available() = 0;
  virtual std::unique_ptr<Loop> MakeLoop(WorkerPool* pool) = 0;

  virtual int Listen() = 0;
  /// A client of the listener; connected at once.
  virtual int Connect(int listener) = 0;
  /// Two connected ends: the loop's and the client's.
  virtual std::pair<int, int> Pair() = 0;
  /// An unconnected socket and the address of `listener` for it.
  virtual int Socket() = 0;
  virtual void SetAddress(int listener, ConnectOp& op) = 0;
  /// Bytes taken, which may be fewer.
  virtual size_t Write(int client, std::string_view bytes) = 0;
  /// What is there, at most `limit`; "" when nothing is.
  virtual std::string Read(int client, size_t limit = 1 << 20) = 0;
  /// Nothing more will come.
  virtual bool AtEnd(int client) = 0;
  virtual void HalfClose(int client) = 0;
  virtual void Reset(int client) = 0;
  virtual void Close(int client) = 0;
  /// Closes the loop's end, as an owner whose ops are idle would.
  virtual void CloseEnd(int fd) = 0;
  /// A directory in which files can be made.
  virtual std::string Directory() = 0;
};

class RealKernel final : public Kernel {
 public:
  explicit RealKernel(BackendKind kind) : kind_(kind) {}
  ~RealKernel() override {
    if (directory_.empty()) return;
    for (const char* name : {"file", "other"}) {
      ::unlink((directory_ + "/" + name).c_str());
    }
    ::rmdir(directory_.c_str());
  }

  bool Available() override {
    WorkerPool pool(1);
    return MakeBackend(kind_, &pool).ok();
  }
  std::unique_ptr<Loop> MakeLoop(WorkerPool* pool) override {
    auto loop = Loop::Create({.backend = kind_, .pool = pool});
    CHECK(loop.ok());
    return std::move(*loop);
  }

  int Listen() override {
    const int fd = Socket();
    sockaddr_in address = Loopback();
    CHECK_EQ(::bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address),
             0);
    CHECK_EQ(::listen(fd, 4096), 0);
    return fd;
  }
  int Connect(int listener) override {
    ConnectOp op(nullptr);
    SetAddress(listener, op);
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    CHECK_EQ(::connect(fd, reinterpret_cast<sockaddr*>(&op.address),
                       op.address_length),
             0);
    CHECK_EQ(::fcntl(fd, F_SETFL, O_NONBLOCK), 0);
    return fd;
  }
  std::pair<int, int> Pair() override {
    const int listener = Listen();
    const int client = Connect(listener);
    const int server =
        ::accept4(listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    CHECK_GE(server, 0);
    ::close(listener);
    return {server, client};
  }
  int Socket() override {
    const int fd =
        ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    CHECK_GE(fd, 0);
    return fd;
  }
  void SetAddress(int listener, ConnectOp& op) override {
    op.address_length = sizeof op.address;
    CHECK_EQ(::getsockname(listener, reinterpret_cast<sockaddr*>(&op.address),
                           &op.address_length),
             0);
  }
  size_t Write(int client, std::string_view bytes) override {
    const ssize_t n = ::send(client, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    return n < 0 ? 0 : static_cast<size_t>(n);
  }
  std::string Read(int client, size_t limit) override {
    std::string bytes(limit, '\0');
    const ssize_t n = ::recv(client, bytes.data(), limit, MSG_DONTWAIT);
    bytes.resize(n < 0 ? 0 : static_cast<size_t>(n));
    return bytes;
  }
  bool AtEnd(int client) override {
    char byte;
    const ssize_t n = ::recv(client, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return n == 0 || (n < 0 && errno != EAGAIN);
  }
  void HalfClose(int client) override { ::shutdown(client, SHUT_WR); }
  void Reset(int client) override {
    const linger hard{1, 0};
    ::setsockopt(client, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    ::close(client);
  }
  void Close(int client) override { ::close(client); }
  void CloseEnd(int fd) override { ::close(fd); }
  std::string Directory() override {
    if (directory_.empty()) {
      char name[] = "/tmp/backend_test.XXXXXX";
      CHECK(::mkdtemp(name) != nullptr);
      directory_ = name;
    }
    return directory_;
  }

 private:
  static sockaddr_in Loopback() {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
  }

  const BackendKind kind_;
  std::string directory_;
};

class FakeKernel final : public Kernel {
 public:
  explicit FakeKernel(bool chaos) : chaos_(chaos) {}

  bool Available() override { return true; }
  std::unique_ptr<Loop> MakeLoop(WorkerPool* pool) override {
    auto backend =
        std::make_unique<FakeBackend>(FakeOptions{.seed = 42, .chaos = chaos_});
    fake_ = backend.get();
    return std::make_unique<Loop>(std::move(backend), pool);
  }
  int Listen() override { return fake_->Listen(next_port_++); }
  int Connect(int listener) override { return fake_->Connect(listener); }
  std::pair<int, int> Pair() override { return fake_->MakePair(); }
  int Socket() override {
    const auto [a, b] = fake_->MakePair();
    fake_->Close(b);
    return a;
  }
  void SetAddress(int, ConnectOp& op) override {
    auto& address = reinterpret_cast<sockaddr_in&>(op.address);
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(next_port_ - 1));
    op.address_length = sizeof address;
  }
  size_t Write(int client, std::string_view bytes) override {
    fake_->Feed(client, bytes);
    return bytes.size();
  }
  std::string Read(int client, size_t limit) override {
    return fake_->Take(client, limit);
  }
  bool AtEnd(int client) override {
    return fake_->Pending(client) == 0 && fake_->Ended(client);
  }
  void HalfClose(int client) override { fake_->HalfClose(client); }
  void Reset(int client) override { fake_->Reset(client); }
  void Close(int client) override { fake_->Close(client); }
  void CloseEnd(int fd) override { fake_->Close(fd); }
  std::string Directory() override { return "/fake"; }

 private:
  const bool chaos_;
  FakeBackend* fake_ = nullptr;
  uint16_t next_port_ = 1000;
};

std::unique_ptr<Kernel> MakeKernel(const std::string& name) {
  if (name == "uring") return std::make_unique<RealKernel>(BackendKind::kUring);
  if (name == "epoll") return std::make_unique<RealKernel>(BackendKind::kEpoll);
  return std::make_unique<FakeKernel>(name == "chaos");
}

/// An op that notes its completions and, if asked, passes them on.
template <typename T>
struct Recorded : T {
  Recorded() : T(&OnCompletion) {}

  static void OnCompletion(Op& op, const Completion& completion) {
    auto& self = static_cast<Recorded&>(static_cast<T&>(op));
    self.results.push_back(completion.result);
    self.bytes.append(completion.data.begin(), completion.data.end());
    self.ended = !completion.more;
    EXPECT_EQ(op.active(), completion.more);
    if (self.then) self.then(completion);
  }

  std::vector<int> results;
  std::string bytes;
  bool ended = false;
  std::function<void(const Completion&)> then;
};

class BackendTest : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    kernel_ = MakeKernel(GetParam());
    if (!kernel_->Available()) GTEST_SKIP() << "not granted by this kernel";
    loop_ = kernel_->MakeLoop(&pool_);
  }

  bool IsFake() const {
    return std::string_view(loop_->backend_name()) == "fake";
  }

  /// Turns until `done`, or fails after some seconds of real time.
  template <typename F>
  ::testing::AssertionResult TurnUntil(F done) {
    const uint64_t give_up = MonotonicNs() + 10'000 * kMs;
    while (!done()) {
      loop_->Run(Loop::Mode::kNoWait);
      if (MonotonicNs() > give_up) {
        return testing::AssertionFailure() << "nothing happened for 10 s";
      }
    }
    return testing::AssertionSuccess();
  }
  /// Some turns, for what must not happen.
  void TurnABit() {
    const uint64_t end = MonotonicNs() + (IsFake() ? 1 : 20) * kMs;
    do loop_->Run(Loop::Mode::kNoWait);
    while (MonotonicNs() < end);
  }
  template <typename T>
  void CancelAndWait(Recorded<T>& op) {
    loop_->Cancel(op);
    EXPECT_TRUE(TurnUntil([&] { return !op.active(); }));
  }
  void StartReceive(Recorded<RecvOp>& op, int fd) {
    op.fd = fd;
    op.ended = false;
    loop_->Start(op);
  }
  std::string ReadAll(int client, size_t length) {
    std::string all;
    EXPECT_TRUE(TurnUntil([&] {
      all += kernel_->Read(client);
      return all.size() >= length;
    }));
    return all;
  }

  WorkerPool pool_{2};
  std::unique_ptr<Kernel> kernel_;
  std::unique_ptr<Loop> loop_;
};

std::string Pattern(size_t length) {
  std::string bytes(length, '\0');
  uint32_t x = 1;
  for (char& byte : bytes) {
    x = x * 1664525 + 1013904223;
    byte = static_cast<char>(x >> 24);
  }
  return bytes;
}

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

struct Payload {
  explicit Payload(std::string bytes) : bytes(std::move(bytes)) {
    iov[0] = {this->bytes.data(), this->bytes.size()};
  }
  std::string bytes;
  iovec iov[1];
};

TEST_P(BackendTest, SendArrives) {
  const auto [fd, client] = kernel_->Pair();
  Payload payload("over here");
  Recorded<SendOp> send;
  send.fd = fd;
  send.iov = payload.iov;
  send.count = 1;
  size_t sent = 0;
  send.then = [&](const Completion& completion) {
    ASSERT_GT(completion.result, 0);
    sent += static_cast<size_t>(completion.result);
    if (sent == payload.bytes.size()) return;
    payload.iov[0] = {payload.bytes.data() + sent, payload.bytes.size() - sent};
    loop_->Start(send);
  };
  loop_->Start(send);
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
  send.fd = fd;
  send.iov = payload.iov;
  send.count = 1;
  size_t sent = 0;
  send.then = [&](const Completion& completion) {
    ASSERT_GT(completion.result, 0);
    sent += static_cast<size_t>(completion.result);
    if (sent == payload.bytes.size()) return;
    payload.iov[0] = {payload.bytes.data() + sent, payload.bytes.size() - sent};
    loop_->Start(send);
  };
  loop_->Start(send);
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
  constexpr int kTasks = 500;
  struct Task : RemoteTask {
    Task()
        : RemoteTask([](RemoteTask& task) {
            auto& self = static_cast<Task&>(task);
            self.order->push_back(self.number);
          }) {}
    std::vector<int>* order = nullptr;
    int number = 0;
  };
  std::vector<std::vector<Task>> tasks;
  std::vector<int> orders[kThreads];
  for (int i = 0; i < kThreads; ++i) tasks.emplace_back(kTasks);
  std::vector<std::thread> threads;
  loop_->AddRef();
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&, i] {
      for (int j = 0; j < kTasks; ++j) {
        tasks[i][j].order = &orders[i];
        tasks[i][j].number = j;
        loop_->Post(tasks[i][j]);
      }
    });
  }
  const auto total = [&] {
    size_t sum = 0;
    for (const auto& order : orders) sum += order.size();
    return sum;
  };
  while (total() < kThreads * kTasks) loop_->Run(Loop::Mode::kOnce);
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
}  // namespace rondo
