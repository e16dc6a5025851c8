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

}  // namespace

uint64_t RealSystem::MonotonicNs() const { return rondo::MonotonicNs(); }

int64_t RealSystem::WallNs() const {
  timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  return int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

int64_t RealSystem::WallSeconds() const {
  timespec now;
  clock_gettime(CLOCK_REALTIME_COARSE, &now);  // a memory read
  return now.tv_sec;
}

void RealSystem::FillRandom(std::span<uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t size = getrandom(bytes.data(), bytes.size(), 0);
    if (size > 0) bytes = bytes.subspan(static_cast<size_t>(size));
    CHECK(size > 0 || errno == EINTR);
  }
}

int RealSystem::Socket(int family, int type) {
  return ResultOf(::socket(family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
}

int RealSystem::Bind(int fd, const sockaddr* address, socklen_t length) {
  return ResultOf(::bind(fd, address, length));
}

int RealSystem::Listen(int fd, int backlog) {
  return ResultOf(::listen(fd, backlog));
}

int RealSystem::Shutdown(int fd, int how) {
  return ResultOf(::shutdown(fd, how));
}

int RealSystem::SetNonBlocking(int fd) {
  const int flags = ::fcntl(fd, F_GETFL);
  if (flags < 0) return -errno;
  return ResultOf(::fcntl(fd, F_SETFL, flags | O_NONBLOCK));
}

int RealSystem::SetOption(int fd, int level, int name, const void* value,
                          socklen_t length) {
  return ResultOf(::setsockopt(fd, level, name, value, length));
}

int RealSystem::GetOption(int fd, int level, int name, void* value,
                          socklen_t* length) {
  return ResultOf(::getsockopt(fd, level, name, value, length));
}

int RealSystem::AddressOf(int fd, bool peer, sockaddr_storage& address,
                          socklen_t& length) {
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  length = sizeof address;
  return ResultOf(peer ? ::getpeername(fd, generic, &length)
                       : ::getsockname(fd, generic, &length));
}

int RealSystem::UnreadBytes(int fd) {
  int count = 0;
  return ::ioctl(fd, FIONREAD, &count) == 0 ? count : -errno;
}

}  // namespace rondo
