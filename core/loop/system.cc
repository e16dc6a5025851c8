#include "core/loop/system.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/random.h>
#include <time.h>

#include <cerrno>

#include "core/base/check.h"
#include "core/base/clock.h"

namespace rondo {
namespace {

int ResultOf(int result) { return result >= 0 ? result : -errno; }

class Real final : public System {
 public:
  using System::SetOption;

  uint64_t MonotonicNs() const override { return rondo::MonotonicNs(); }

  int64_t WallNs() const override {
    timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
  }

  int64_t WallSeconds() const override {
    timespec now;
    clock_gettime(CLOCK_REALTIME_COARSE, &now);  // a memory read
    return now.tv_sec;
  }

  void FillRandom(std::span<uint8_t> bytes) override {
    while (!bytes.empty()) {
      const ssize_t size = getrandom(bytes.data(), bytes.size(), 0);
      if (size > 0) bytes = bytes.subspan(static_cast<size_t>(size));
      CHECK(size > 0 || errno == EINTR);
    }
  }

  int Socket(int family, int type) override {
    return ResultOf(::socket(family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  }

  int Bind(int fd, const sockaddr* address, socklen_t length) override {
    return ResultOf(::bind(fd, address, length));
  }

  int Listen(int fd, int backlog) override {
    return ResultOf(::listen(fd, backlog));
  }

  int Shutdown(int fd, int how) override {
    return ResultOf(::shutdown(fd, how));
  }

  int SetNonBlocking(int fd) override {
    const int flags = ::fcntl(fd, F_GETFL);
    if (flags < 0) return -errno;
    return ResultOf(::fcntl(fd, F_SETFL, flags | O_NONBLOCK));
  }

  int SetOption(int fd, int level, int name, const void* value,
                socklen_t length) override {
    return ResultOf(::setsockopt(fd, level, name, value, length));
  }

  int GetOption(int fd, int level, int name, void* value,
                socklen_t* length) override {
    return ResultOf(::getsockopt(fd, level, name, value, length));
  }

  int AddressOf(int fd, bool peer, sockaddr_storage& address,
                socklen_t& length) override {
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    length = sizeof address;
    return ResultOf(peer ? ::getpeername(fd, generic, &length)
                         : ::getsockname(fd, generic, &length));
  }

  int UnreadBytes(int fd) override {
    int count = 0;
    return ::ioctl(fd, FIONREAD, &count) == 0 ? count : -errno;
  }
};

}  // namespace

System& RealSystem() {
  static constinit Real system;
  return system;
}

}  // namespace rondo
