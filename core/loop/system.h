// System: what a loop and its streams ask of the machine apart from operations:
// clocks, random bytes, sockets, their options and addresses. It belongs to a
// Backend, since both are one machine: the real one, or one that exists in
// memory alone (FakeBackend), on which a whole program runs in virtual time.
//
// All clocks of one loop, and of the environment on it, are this one's: a
// computed time never mixes two.
#pragma once

#include <sys/socket.h>

#include <cstdint>
#include <span>

namespace rondo {

/// Calls that fail return a negative errno.
class System {
 public:
  // --- Clocks. Thread-safe.
  /// Monotonic nanoseconds: the clock of Loop::Now() and of timers.
  virtual uint64_t MonotonicNs() const = 0;
  /// Since 1970, in nanoseconds.
  virtual int64_t WallNs() const = 0;
  /// Since 1970, in whole seconds: cheaper, and up to 4 ms behind.
  virtual int64_t WallSeconds() const = 0;
  /// Time does not pass while code runs, only while the loop sleeps: what
  /// depends on how fast the machine is must not be measured.
  virtual bool simulated() const { return false; }

  // --- Randomness.
  virtual void FillRandom(std::span<uint8_t> bytes) = 0;

  // --- Sockets.
  /// A descriptor: non-blocking and close-on-exec. `type` is SOCK_STREAM or
  /// SOCK_DGRAM.
  virtual int Socket(int family, int type) = 0;
  virtual int Bind(int fd, const sockaddr* address, socklen_t length) = 0;
  virtual int Listen(int fd, int backlog) = 0;
  virtual int Shutdown(int fd, int how) = 0;
  /// O_NONBLOCK.
  virtual int SetNonBlocking(int fd) = 0;
  virtual int SetOption(int fd, int level, int name, const void* value,
                        socklen_t length) = 0;
  virtual int GetOption(int fd, int level, int name, void* value,
                        socklen_t* length) = 0;
  /// Of the socket itself, or of its peer.
  virtual int AddressOf(int fd, bool peer, sockaddr_storage& address,
                        socklen_t& length) = 0;
  /// Bytes that arrived and were not received.
  virtual int UnreadBytes(int fd) = 0;

  /// An option that is an int.
  int SetOption(int fd, int level, int name, int value) {
    return SetOption(fd, level, name, &value, sizeof value);
  }

 protected:
  ~System() = default;
};

/// The machine that the program runs on. Has no state; any thread.
System& RealSystem();

}  // namespace rondo
