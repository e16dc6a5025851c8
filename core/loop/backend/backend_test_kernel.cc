#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <map>

#include "core/loop/backend/backend_test.h"
#include "core/loop/backend/fake.h"

namespace rondo::backend_test {
namespace {

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
  std::pair<int, int> UnixPair() override {
    int fds[2];
    CHECK_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC,
                          0, fds),
             0);
    return {fds[0], fds[1]};
  }
  int Datagram(bool packet_info) override {
    const int fd =
        ::socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    sockaddr_in address = Loopback();
    CHECK_EQ(::bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address),
             0);
    const int on = packet_info;
    CHECK_EQ(::setsockopt(fd, IPPROTO_IP, IP_PKTINFO, &on, sizeof on), 0);
    return fd;
  }
  sockaddr_in DatagramAddress(int fd) override {
    sockaddr_in address{};
    socklen_t length = sizeof address;
    CHECK_EQ(::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &length),
             0);
    return address;
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
      directory_ = testing::TempDir() + "backend_test.XXXXXX";
      CHECK(::mkdtemp(directory_.data()) != nullptr);
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
  std::pair<int, int> UnixPair() override { return fake_->MakePair(); }
  int Datagram(bool packet_info) override {
    const int fd = fake_->MakeDatagram(next_port_, packet_info);
    ports_[fd] = next_port_++;
    return fd;
  }
  sockaddr_in DatagramAddress(int fd) override {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(ports_.at(fd));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
  }
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
  std::map<int, uint16_t> ports_;
};

}  // namespace

std::unique_ptr<Kernel> MakeKernel(const std::string& name) {
  if (name == "uring") return std::make_unique<RealKernel>(BackendKind::kUring);
  if (name == "epoll") return std::make_unique<RealKernel>(BackendKind::kEpoll);
  return std::make_unique<FakeKernel>(name == "chaos");
}

std::string Pattern(size_t length) {
  std::string bytes(length, '\0');
  uint32_t x = 1;
  for (char& byte : bytes) {
    x = x * 1664525 + 1013904223;
    byte = static_cast<char>(x >> 24);
  }
  return bytes;
}

}  // namespace rondo::backend_test
