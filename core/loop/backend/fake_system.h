// FakeSystem: the clocks, sockets and random numbers of a FakeBackend, so that
// a whole program can run on it.
#pragma once

#include "core/loop/system.h"

namespace rondo {

class FakeBackend;

/// IPv4 and IPv6 are one loopback: a port belongs to both. Unix-domain sockets
/// have paths, and no files. Options are kept and have no effect.
class FakeSystem final : public System {
 public:
  explicit FakeSystem(FakeBackend& machine) : machine_(machine) {}

  uint64_t MonotonicNs() const override;
  /// The first of January 2020 when the machine was made.
  int64_t WallNs() const override;
  int64_t WallSeconds() const override { return WallNs() / 1'000'000'000; }
  bool simulated() const override { return true; }
  void FillRandom(std::span<uint8_t> bytes) override;
  int Socket(int family, int type) override;
  int Bind(int fd, const sockaddr* address, socklen_t length) override;
  int Listen(int fd, int backlog) override;
  int Shutdown(int fd, int how) override;
  int SetNonBlocking(int fd) override;
  using System::SetOption;
  int SetOption(int fd, int level, int name, const void* value,
                socklen_t length) override;
  int GetOption(int fd, int level, int name, void* value,
                socklen_t* length) override;
  int AddressOf(int fd, bool peer, sockaddr_storage& address,
                socklen_t& length) override;
  int UnreadBytes(int fd) override;

 private:
  FakeBackend& machine_;
};

}  // namespace rondo
