// Sockets on a loop of the default backend: the test runner runs this on each.
#include <errno.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/net/address.h"
#include "core/net/stream_pool.h"
#include "core/net/tcp_connector.h"
#include "core/net/tcp_listener.h"
#include "core/net/tcp_stream.h"

namespace rondo::net {
namespace {

std::span<const uint8_t> Bytes(std::string_view text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

/// Ends the turn that runs when it fires, which might sleep for ever otherwise.
struct Tick : Timer {
  explicit Tick(Loop& loop)
      : Timer([](Timer& timer) { static_cast<Tick&>(timer).loop.Stop(); }),
        loop(loop) {}
  ~Tick() { loop.Stop(*this); }
  Loop& loop;
};

/// A stream that writes down what it is told.
struct Peer : TransportDelegate {
  Peer(Loop& loop, StreamPool& pool, UniqueFd fd)
      : stream(std::make_unique<TcpStream>(loop, pool, std::move(fd))) {
    stream->set_delegate(this);
  }
  void OnData(std::span<const uint8_t> data) override {
    got.append(data.begin(), data.end());
    if (on_data) on_data();
  }
  void OnEnd() override { ended = true; }
  void OnError(Error error) override {
    failed = error.code();
    stream->Close();
  }
  void OnHangUp() override { ++hung_up; }
  void OnSent() override { ++sent; }
  void OnClosed() override {
    closed = true;
    stream.reset();
  }

  std::unique_ptr<TcpStream> stream;
  std::string got;
  bool ended = false;
  bool closed = false;
  int failed = 0;
  int sent = 0;
  int hung_up = 0;
  std::function<void()> on_data;
};

class NetTest : public testing::Test, public ListenerDelegate {
 protected:
  void SetUp() override { loop_ = Loop::Create({}).value(); }
  void TearDown() override {
    if (listener_) Close();
    for (auto& peer : accepted_) {
      if (peer->stream) peer->stream->Close();
    }
    RunUntil([this] {
      for (auto& peer : accepted_) {
        if (peer->stream) return false;
      }
      return listener_ == nullptr;
    });
  }
  void OnAccept(UniqueFd fd) override {
    accepted_.push_back(std::make_unique<Peer>(*loop_, pool_, std::move(fd)));
    if (read_at_once_) accepted_.back()->stream->StartReading();
  }
  void OnListenerClosed() override { listener_.reset(); }

  void Listen(const Address& address, const ListenOptions& options = {}) {
    auto listener = TcpListener::Listen(*loop_, pool_, address, options, *this);
    ASSERT_TRUE(listener.ok()) << listener.error().ToString();
    listener_ = *std::move(listener);
  }
  void ListenLocal() { Listen(Address::Parse("127.0.0.1", 0).value()); }
  void Close() { listener_->Close(); }

  /// For a connector whose context is an optional result.
  static void KeepResult(void* context, Result<UniqueFd> fd) {
    static_cast<std::optional<Result<UniqueFd>>*>(context)->emplace(
        std::move(fd));
  }
  Result<UniqueFd> Connect(const Address& address) {
    std::optional<Result<UniqueFd>> result;
    TcpConnector connector(*loop_, &NetTest::KeepResult, &result);
    Status started = connector.Connect(address);
    if (!started.ok()) return started.error();
    RunUntil([&result] { return result.has_value(); });
    return *std::move(result);
  }
  std::unique_ptr<Peer> Client() {
    Result<UniqueFd> fd = Connect(listener_->address().value());
    EXPECT_TRUE(fd.ok());
    const size_t before = accepted_.size();
    auto peer = std::make_unique<Peer>(*loop_, pool_, *std::move(fd));
    RunUntil([&] { return accepted_.size() > before || before > 0; });
    return peer;
  }
  void End(Peer& peer) {
    if (peer.stream) peer.stream->Close();
    RunUntil([&peer] { return peer.closed; });
  }
  /// Patient: sanitizers are slow.
  template <typename Condition>
  void RunUntil(Condition condition) {
    const uint64_t end = loop_->Now() + 20'000'000'000;
    Tick tick(*loop_);
    while (!condition() && loop_->Now() < end) {
      loop_->Start(tick, loop_->Now() + 5'000'000);
      loop_->Run(Loop::Mode::kOnce);
    }
    EXPECT_TRUE(condition());
  }
  void RunFor(uint64_t ms) {
    const uint64_t end = loop_->Now() + ms * 1'000'000;
    Tick tick(*loop_);
    while (loop_->Now() < end) {
      loop_->Start(tick, end);
      loop_->Run(Loop::Mode::kOnce);
    }
  }

  std::unique_ptr<Loop> loop_;
  StreamPool pool_;
  std::unique_ptr<TcpListener> listener_;
  std::vector<std::unique_ptr<Peer>> accepted_;
  bool read_at_once_ = true;
};

TEST(Address, ParseAndFormat) {
  for (const char* host : {"127.0.0.1", "0.0.0.0", "::1",
                           "::", "2001:db8::ff00:42:8329", "::ffff:1.2.3.4"}) {
    Result<Address> address = Address::Parse(host, 80);
    ASSERT_TRUE(address.ok()) << host;
    EXPECT_EQ(address->host(), host);
    EXPECT_EQ(address->port(), 80);
  }
  for (const char* host : {"", "localhost", "1.2.3", "1.2.3.4.5", "256.1.1.1",
                           ":::", "::1%", "[::1]", "1.2.3.4 "}) {
    EXPECT_FALSE(Address::Parse(host, 80).ok()) << host;
  }
  EXPECT_EQ(Address::Parse("::1", 8080)->ToString(), "[::1]:8080");
  EXPECT_EQ(Address::Parse("fe80::1%lo", 1)->host(), "fe80::1%lo");
  EXPECT_EQ(Address::UnixPath("/tmp/x")->ToString(), "/tmp/x");
  EXPECT_EQ(Address::UnixPath(std::string_view("\0abc", 4))->path(),
            std::string_view("\0abc", 4));
  EXPECT_EQ(Address::UnixPath(std::string(108, 'x')).error().code(),
            ENAMETOOLONG);
  EXPECT_EQ(Address().ToString(), "");
}

TEST_F(NetTest, ListensOnNothingButASocket) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const UniqueFd reading(ends[0]), writing(ends[1]);
  auto listener = TcpListener::ListenOn(*loop_, pool_, writing.get(), 1, *this);
  ASSERT_FALSE(listener.ok());
  EXPECT_EQ(listener.error(), Error(ENOTSOCK));
  // It is still its owner's.
  const int flags = fcntl(writing.get(), F_GETFL);
  ASSERT_GE(flags, 0);
  EXPECT_EQ(flags & O_NONBLOCK, 0);
}

TEST_F(NetTest, ALongSendThatGoesOnIsActivity) {
  ListenLocal();
  auto client = Client();
  Peer& server = *accepted_.back();
  server.stream->Write(Bytes(std::string(16 << 20, 'x')));
  // Until the buffers between are full.
  RunUntil(
      [&] { return loop_->Now() - server.stream->ActiveAt() > 100'000'000u; });
  ASSERT_GT(server.stream->queued_bytes(), 0u);
  const uint64_t silent_since = server.stream->ActiveAt();
  RunFor(100);
  EXPECT_EQ(server.stream->ActiveAt(), silent_since);
  // The peer takes a part: it goes on, though not to its end.
  const uint64_t taken_at = loop_->Now();
  std::string taken(1 << 20, '\0');
  for (int i = 0; i < 4; ++i) {
    EXPECT_GT(recv(client->stream->fd(), taken.data(), taken.size(), 0), 0);
  }
  RunFor(50);
  ASSERT_GT(server.stream->queued_bytes(), 0u);
  // The kernel counts in ticks of some milliseconds.
  EXPECT_GT(server.stream->ActiveAt(), taken_at - 20'000'000u);
  End(*client);
}

// Of a Unix-domain socket the kernel does not say how far a send has come: the
// send itself does.
TEST_F(NetTest, ALongSendOnAUnixSocketIsActivity) {
  int fds[2];
  ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, fds), 0);
  Peer sender(*loop_, pool_, UniqueFd(fds[0]));
  const UniqueFd reader(fds[1]);
  sender.stream->Write(Bytes(std::string(16 << 20, 'x')));
  RunUntil(
      [&] { return loop_->Now() - sender.stream->ActiveAt() > 50'000'000u; });
  std::string taken(1 << 20, '\0');
  for (int i = 0; i < 3; ++i) {
    const uint64_t before = loop_->Now();
    ASSERT_GT(recv(reader.get(), taken.data(), taken.size(), 0), 0);
    RunUntil([&] { return sender.stream->ActiveAt() >= before; });
    ASSERT_GT(sender.stream->queued_bytes(), 0u);
    RunFor(20);
  }
  sender.stream->Close();
  RunUntil([&] { return sender.closed; });
}

// A peer that goes without having read what it was sent: what the receive says
// of it comes before what the next send makes of it.
TEST_F(NetTest, AResetIsToldAsOneAlsoToWhoSends) {
  for (int i = 0; i < 20; ++i) {
    int fds[2];
    ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, fds), 0);
    Peer peer(*loop_, pool_, UniqueFd(fds[0]));
    UniqueFd other(fds[1]);
    peer.stream->StartReading();
    peer.stream->Write(Bytes("not read"));
    RunFor(1);
    other.Reset();
    peer.stream->Write(Bytes("more"));
    RunUntil([&] { return peer.closed; });
    EXPECT_EQ(peer.failed, ECONNRESET);
  }
}

// A send that comes to a connection reset behind its end gets EPIPE and takes
// it from the socket, so that the receive knows of the end alone.
TEST_F(NetTest, AResetBehindTheEndIsToldToWhoSends) {
  ListenLocal();
  for (int i = 0; i < 40; ++i) {
    Result<UniqueFd> fd = Connect(listener_->address().value());
    ASSERT_TRUE(fd.ok());
    UniqueFd client = *std::move(fd);
    const size_t count = i + 1;
    RunUntil([&] { return accepted_.size() == count; });
    Peer& server = *accepted_.back();
    RunFor(1);
    // A reader may pause as soon as it gets something.
    const bool pauses = i % 4 == 3;
    if (pauses) {
      ASSERT_EQ(send(client.get(), "last", 4, 0), 4);
      server.on_data = [&server] { server.stream->StopReading(); };
    }
    ASSERT_EQ(shutdown(client.get(), SHUT_WR), 0);
    const linger at_once = {.l_onoff = 1, .l_linger = 0};
    ASSERT_EQ(setsockopt(client.get(), SOL_SOCKET, SO_LINGER, &at_once,
                         sizeof(at_once)),
              0);
    client.Reset();
    if (i % 2 == 0) usleep(1000);
    server.stream->Write(Bytes("lost"));
    // A turn that does not wait learns of both at once, whatever the backend.
    loop_->Run(Loop::Mode::kNoWait);
    RunUntil([&] { return server.closed; });
    EXPECT_EQ(server.failed, EPIPE);
    EXPECT_EQ(server.stream, nullptr);
  }
}

TEST_F(NetTest, TalkBothWays) {
  ListenLocal();
  auto client = Client();
  Peer& server = *accepted_[0];
  client->stream->StartReading();
  client->stream->Write(Bytes("hello "));
  client->stream->Write(Bytes("server"));
  EXPECT_EQ(client->stream->queued_bytes(), 12u);
  RunUntil([&] { return server.got == "hello server"; });
  server.stream->set_notify_sent(true);
  server.stream->Write(Bytes("hello client"));
  server.stream->Shutdown();
  server.stream->Write(Bytes("too late"));
  RunUntil([&] { return client->ended; });
  EXPECT_EQ(client->got, "hello client");
  EXPECT_GE(server.sent, 1);
  EXPECT_EQ(client->stream->bytes_received(), 12u);
  EXPECT_EQ(client->stream->bytes_sent(), 12u);
  End(*client);
  RunUntil([&] { return server.ended; });
}

TEST_F(NetTest, UnixDomain) {
  const std::string path =
      testing::TempDir() + "net_test_" + std::to_string(getpid()) + ".socket";
  const Address address = Address::UnixPath(path).value();
  EXPECT_EQ(Connect(address).error().code(), ENOENT);
  Listen(address);
  auto client = Client();
  client->stream->Write(Bytes("over a path"));
  RunUntil([&] { return accepted_[0]->got == "over a path"; });
  EXPECT_FALSE(client->stream->SetNoDelay(true).ok());
  End(*client);
  Close();
  RunUntil([this] { return listener_ == nullptr; });
  struct stat status;
  EXPECT_NE(stat(path.c_str(), &status), 0);
}

TEST_F(NetTest, ThePortIsFreeAtOnce) {
  struct Delegate : ListenerDelegate {
    void OnAccept(UniqueFd) override {}
    void OnListenerClosed() override { listener.reset(); }
    std::unique_ptr<TcpListener> listener;
  } first;
  first.listener =
      TcpListener::Listen(*loop_, pool_, Address::Parse("127.0.0.1", 0).value(),
                          {}, first)
          .value();
  const Address address = first.listener->address().value();
  first.listener->Close();
  Listen(address);
  EXPECT_TRUE(Connect(address).ok());
  RunUntil([&first] { return first.listener == nullptr; });
}

TEST_F(NetTest, ListensOnASocketThatWasHandedOver) {
  const Address any = Address::Parse("127.0.0.1", 0).value();
  const int shared = ::socket(AF_INET, SOCK_STREAM, 0);
  ASSERT_EQ(::bind(shared, any.data(), any.length()), 0);
  auto listener = TcpListener::ListenOn(*loop_, pool_, dup(shared), 16, *this);
  ASSERT_TRUE(listener.ok()) << listener.error().ToString();
  listener_ = *std::move(listener);
  const Address address = listener_->address().value();
  End(*Client());
  Close();
  RunUntil([this] { return listener_ == nullptr; });
  // Its other owner listens on.
  EXPECT_TRUE(Connect(address).ok());
  ::close(shared);
}

TEST_F(NetTest, SocketOptions) {
  ListenLocal();
  auto client = Client();
  const auto get = [&client](int level, int name) {
    int value = -1;
    socklen_t length = sizeof(value);
    getsockopt(client->stream->fd(), level, name, &value, &length);
    return value;
  };
  EXPECT_TRUE(client->stream->SetNoDelay(true).ok());
  EXPECT_EQ(get(IPPROTO_TCP, TCP_NODELAY), 1);
  const int system_idle = get(IPPROTO_TCP, TCP_KEEPIDLE);
  EXPECT_TRUE(client->stream->SetKeepAlive(true, 0).ok());
  EXPECT_EQ(get(SOL_SOCKET, SO_KEEPALIVE), 1);
  EXPECT_EQ(get(IPPROTO_TCP, TCP_KEEPIDLE), system_idle);
  EXPECT_TRUE(client->stream->SetKeepAlive(true, 7).ok());
  EXPECT_EQ(get(IPPROTO_TCP, TCP_KEEPIDLE), 7);
  EXPECT_EQ(get(IPPROTO_TCP, TCP_KEEPINTVL), 1);
  EXPECT_EQ(get(IPPROTO_TCP, TCP_KEEPCNT), 10);
  EXPECT_TRUE(client->stream->SetTypeOfService(16).ok());
  EXPECT_EQ(get(IPPROTO_IP, IP_TOS), 16);
  EXPECT_EQ(client->stream->TypeOfService().value(), 16);
  End(*client);
}

TEST_F(NetTest, Ipv6Only) {
  const Address any = Address::Parse("::", 0).value();
  auto probe = TcpListener::Listen(*loop_, pool_, any, {}, *this);
  if (!probe.ok()) GTEST_SKIP() << "no IPv6 here";
  listener_ = *std::move(probe);
  const uint16_t port = listener_->address()->port();
  Result<UniqueFd> v4 = Connect(Address::Parse("127.0.0.1", port).value());
  EXPECT_TRUE(v4.ok());
  Close();
  RunUntil([this] { return listener_ == nullptr; });
  Listen(any, {.ipv6_only = true});
  EXPECT_EQ(
      Connect(Address::Parse("127.0.0.1", listener_->address()->port()).value())
          .error()
          .code(),
      ECONNREFUSED);
}

TEST_F(NetTest, ListenErrors) {
  ListenLocal();
  const Address taken = listener_->address().value();
  EXPECT_EQ(TcpListener::Listen(*loop_, pool_, taken, {}, *this).error().code(),
            EADDRINUSE);
  EXPECT_EQ(
      TcpListener::Listen(*loop_, pool_, Address::Parse("192.0.2.1", 0).value(),
                          {}, *this)
          .error()
          .code(),
      EADDRNOTAVAIL);
  EXPECT_EQ(Connect(Address::Parse("127.0.0.1", 1).value()).error().code(),
            ECONNREFUSED);
}

TEST_F(NetTest, ConnectCanBeCancelled) {
  // Nobody accepts, and the queue is full: who comes now waits.
  const Address any = Address::Parse("127.0.0.1", 0).value();
  UniqueFd deaf(::socket(AF_INET, SOCK_STREAM, 0));
  ASSERT_EQ(::bind(deaf.get(), any.data(), any.length()), 0);
  ASSERT_EQ(::listen(deaf.get(), 0), 0);
  const Address address = Address::OfSocket(RealSystem(), deaf.get()).value();
  std::vector<UniqueFd> queue;
  for (int i = 0; i < 4; ++i) {
    queue.emplace_back(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0));
    ::connect(queue.back().get(), address.data(), address.length());
  }
  for (bool in_the_kernel : {false, true}) {
    std::optional<Result<UniqueFd>> result;
    TcpConnector connector(*loop_, &NetTest::KeepResult, &result);
    ASSERT_TRUE(connector.Connect(address).ok());
    if (in_the_kernel) {
      for (int i = 0; i < 3; ++i) loop_->Run(Loop::Mode::kNoWait);
      EXPECT_FALSE(result.has_value());
    }
    connector.Cancel();
    RunUntil([&] { return result.has_value(); });
    ASSERT_FALSE(result->ok());
    EXPECT_EQ(result->error().code(), ECANCELED);
  }
}

TEST_F(NetTest, StopReadingKeepsWhatArrives) {
  read_at_once_ = false;
  ListenLocal();
  auto client = Client();
  Peer& server = *accepted_[0];
  std::string all;
  server.stream->StartReading();
  for (int i = 0; i < 50; ++i) {
    const std::string piece(1000 + i, static_cast<char>('a' + i % 26));
    all += piece;
    client->stream->Write(Bytes(piece));
    loop_->FlushNow();
    if (i % 2 == 0) {
      server.stream->StopReading();
    } else {
      server.stream->StartReading();
    }
    loop_->Run(Loop::Mode::kNoWait);
  }
  server.stream->StopReading();
  client->stream->Shutdown();
  RunFor(30);
  EXPECT_FALSE(server.ended);
  const size_t before = server.got.size();
  RunFor(30);
  EXPECT_EQ(server.got.size(), before);
  server.stream->StartReading();
  RunUntil([&] { return server.ended; });
  EXPECT_EQ(server.got, all);
  End(*client);
}

TEST_F(NetTest, PausedReadingTellsOfTheEnd) {
  read_at_once_ = false;
  ListenLocal();
  auto client = Client();
  Peer& server = *accepted_[0];
  server.stream->StartReading();
  // Whatever was started and stopped before.
  for (int i = 0; i < 20; ++i) {
    server.stream->PauseReading();
    if (i % 3 == 0) loop_->Run(Loop::Mode::kNoWait);
    server.stream->StartReading();
    if (i % 2 == 0) loop_->Run(Loop::Mode::kNoWait);
  }
  server.stream->PauseReading();
  RunFor(10);
  client->stream->Write(Bytes("unread"));
  RunFor(20);
  EXPECT_EQ(server.hung_up, 0);
  EXPECT_EQ(server.stream->UnreadBytes(), 6u);
  client->stream->Shutdown();
  RunUntil([&] { return server.hung_up > 0; });
  EXPECT_FALSE(server.ended);
  EXPECT_EQ(server.got, "");
  RunFor(20);
  server.stream->StartReading();
  RunUntil([&] { return server.ended; });
  EXPECT_EQ(server.got, "unread");
  EXPECT_EQ(server.hung_up, 1);
  End(*client);
}

TEST_F(NetTest, PausedReadingTellsOfAReset) {
  read_at_once_ = false;
  ListenLocal();
  auto client = Client();
  Peer& server = *accepted_[0];
  server.stream->StartReading();
  server.stream->PauseReading();
  client->stream->Write(Bytes("unread"));
  RunFor(10);
  client->stream->Reset();
  RunUntil([&] { return server.closed && client->closed; });
  EXPECT_EQ(server.failed, ECONNRESET);
  EXPECT_EQ(server.hung_up, 0);
}

TEST_F(NetTest, SlowReaderHoldsTheWriterBack) {
  read_at_once_ = false;
  ListenLocal();
  auto client = Client();
  Peer& server = *accepted_[0];
  const std::string piece(100'000, 'x');
  for (int i = 0; i < 200; ++i) client->stream->Write(Bytes(piece));
  RunUntil([&] { return client->stream->queued_bytes() < 20'000'000u; });
  RunFor(50);
  EXPECT_GT(client->stream->queued_bytes(), 0u);
  server.stream->StartReading();
  RunUntil([&] { return server.got.size() == 20'000'000u; });
  RunUntil([&] { return client->stream->queued_bytes() == 0; });
  End(*client);
}

TEST_F(NetTest, OwnedBytesAreHeldUntilTheKernelLetsGo) {
  read_at_once_ = false;
  ListenLocal();
  auto client = Client();
  int released = 0;
  auto* memory = new std::string(8'000'000, 'o');
  struct Owner {
    int* released;
    std::string* memory;
  } owner{&released, memory};
  client->stream->WriteOwned({.bytes = Bytes(*memory),
                              .release =
                                  [](void* context) {
                                    auto* owner = static_cast<Owner*>(context);
                                    ++*owner->released;
                                    delete owner->memory;
                                  },
                              .owner = &owner});
  RunFor(30);
  EXPECT_EQ(released, 0);  // the peer does not read
  client->stream->Close();
  EXPECT_EQ(released, 0);  // the send is in flight
  RunUntil([&] { return client->closed; });
  EXPECT_EQ(released, 1);
}

/// What a stream gives away.
struct Given {
  void From(TcpStream& stream) {
    stream.Detach(
        [](void* context, UniqueFd fd, std::vector<uint8_t> unread) {
          auto* given = static_cast<Given*>(context);
          given->fd = std::move(fd);
          given->unread.assign(unread.begin(), unread.end());
          given->done = true;
        },
        this);
  }
  UniqueFd fd;
  std::string unread;
  bool done = false;
};

TEST_F(NetTest, DetachGivesWhatWasRead) {
  read_at_once_ = false;
  ListenLocal();
  auto client = Client();
  Peer& server = *accepted_[0];
  server.stream->StartReading();
  server.on_data = [&server] { server.stream->StopReading(); };
  client->stream->Write(Bytes("first "));
  RunUntil([&] { return !server.got.empty(); });
  client->stream->Write(Bytes("second"));
  RunFor(20);
  server.stream->Write(Bytes("farewell"));
  Given given;
  given.From(*server.stream);
  EXPECT_FALSE(given.done);
  RunUntil([&] { return given.done; });
  server.stream.reset();
  client->stream->StartReading();
  RunUntil([&] { return client->got == "farewell"; });
  // What had not been received is still in the socket.
  Peer next(*loop_, pool_, std::move(given.fd));
  next.got = server.got + given.unread;
  next.stream->StartReading();
  RunUntil([&] { return next.got == "first second"; });
  End(next);
  End(*client);
}

TEST_F(NetTest, DetachKeepsWhatArrivesMeanwhile) {
  ListenLocal();
  auto one = Client();
  auto two = Client();
  RunUntil([this] { return accepted_.size() == 2; });
  // Both are received in one pass: whose turn is first gives the other away,
  // when its bytes have left the socket already.
  Given given;
  Peer* away = nullptr;
  for (int i : {0, 1}) {
    accepted_[i]->on_data = [this, i, &given, &away] {
      if (away != nullptr) return;
      away = accepted_[1 - i].get();
      given.From(*away->stream);
    };
  }
  for (const auto& client : {one.get(), two.get()}) {
    ASSERT_EQ(::send(client->stream->fd(), "bytes", 5, 0), 5);
  }
  RunUntil([&] { return given.done; });
  away->stream.reset();
  EXPECT_EQ(away->got, "");
  Peer next(*loop_, pool_, std::move(given.fd));
  next.got = given.unread;
  next.stream->StartReading();
  RunUntil([&] { return next.got == "bytes"; });
  End(next);
  End(*one);
  End(*two);
}

TEST_F(NetTest, CloseSendsWhatStandsBehindASendThatIsDone) {
  ListenLocal();
  auto client = Client();
  Peer& server = *accepted_[0];
  client->stream->StartReading();
  server.stream->Write(Bytes("first"));
  loop_->FlushNow();  // done, and not reported before the next turn
  server.stream->Write(Bytes(", second"));
  loop_->FlushNow();
  server.stream->Close();
  RunUntil([&] { return client->ended && server.closed; });
  EXPECT_EQ(client->got, "first, second");
  End(*client);
}

TEST_F(NetTest, ResetIsSeen) {
  ListenLocal();
  auto client = Client();
  Peer& server = *accepted_[0];
  client->stream->Reset();
  RunUntil([&] { return client->closed && server.closed; });
  EXPECT_EQ(server.failed, ECONNRESET);
}

TEST_F(NetTest, ManyConnectionsAtOnce) {
  ListenLocal();
  std::vector<std::unique_ptr<Peer>> clients;
  for (int i = 0; i < 100; ++i) clients.push_back(Client());
  RunUntil([&] { return accepted_.size() == 100; });
  for (auto& client : clients) {
    client->stream->StartReading();
    client->stream->Write(Bytes("x"));
  }
  RunUntil([&] {
    for (auto& peer : accepted_) {
      if (peer->got != "x") return false;
    }
    return true;
  });
  for (auto& client : clients) End(*client);
}

/// In a child, whose descriptor limit is its own. Its exit code says where it
/// went wrong; nothing is put in order before.
void RunOutOfDescriptors() {
  auto loop = Loop::Create({}).value();
  StreamPool pool;
  struct Server : ListenerDelegate {
    void OnAccept(UniqueFd fd) override { accepted.push_back(std::move(fd)); }
    void OnListenerClosed() override { closed = true; }
    std::vector<UniqueFd> accepted;
    bool closed = false;
  } server;
  std::vector<UniqueFd> clients;
  for (int i = 0; i < 10; ++i) {
    clients.emplace_back(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  }
  UniqueFd highest(::dup(0));
  const rlim_t most = highest.get() + 6;
  highest.Reset();
  const rlimit limit = {.rlim_cur = most, .rlim_max = most};
  if (setrlimit(RLIMIT_NOFILE, &limit) != 0) _exit(1);
  // After that, since io_uring asks for the limit when accept is submitted.
  auto listener =
      TcpListener::Listen(*loop, pool, Address::Parse("127.0.0.1", 0).value(),
                          {}, server)
          .value();
  const Address address = listener->address().value();
  for (UniqueFd& client : clients) {
    if (::connect(client.get(), address.data(), address.length()) != 0) {
      _exit(2);
    }
  }
  const auto run = [&loop](uint64_t ms) {
    int turns = 0;
    const uint64_t end = loop->Now() + ms * 1'000'000;
    Tick tick(*loop);
    while (loop->Now() < end) {
      loop->Start(tick, end);
      loop->Run(Loop::Mode::kOnce);
      ++turns;
    }
    return turns;
  };
  run(20);
  const size_t first = server.accepted.size();
  if (first == 0 || first >= clients.size()) _exit(3);
  if (!listener->resting()) _exit(4);
  // No spin: a try each retry delay.
  if (run(450) > 30) _exit(5);
  if (server.accepted.size() != first) _exit(6);
  // Somebody else's descriptors: after the delay.
  server.accepted.clear();
  run(200);
  if (server.accepted.empty()) _exit(7);
  // A stream of ours: at once.
  while (!listener->resting() && run(20) > 0) {
    if (server.accepted.size() + first >= clients.size()) _exit(0);
  }
  Peer peer(*loop, pool, std::move(server.accepted.back()));
  server.accepted.pop_back();
  const size_t before = server.accepted.size();
  peer.stream->Close();
  run(30);
  if (!peer.closed) _exit(8);
  if (server.accepted.size() <= before) _exit(9);
  server.accepted.clear();
  listener->Close();
  run(30);
  _exit(server.closed ? 0 : 10);
}

TEST(TcpListener, RestsWithoutDescriptors) {
  const pid_t child = fork();
  if (child == 0) RunOutOfDescriptors();
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

}  // namespace
}  // namespace rondo::net
