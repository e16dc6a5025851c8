// Socket: what a transport may have below it: the options, addresses and counts
// of a socket.
#pragma once

#include <cstdint>

#include "core/base/result.h"
#include "core/net/transport.h"

namespace rondo::net {

/// Found by Transport::socket(). It is a transport itself, though its user need
/// not own it: that of a TLS stream is the one which carries its records.
class Socket : public Transport {
 public:
  /// -1 once closed or detached.
  virtual int fd() const = 0;
  virtual uint64_t bytes_received() const = 0;
  /// Taken by the kernel.
  virtual uint64_t bytes_sent() const = 0;
  /// When bytes came, were given to it or left, in ns of Loop::Now(). While a
  /// send is under way it asks the kernel; for whoever looks now and then.
  virtual uint64_t ActiveAt() = 0;

  /// TCP_NODELAY.
  virtual Status SetNoDelay(bool on) = 0;
  /// SO_KEEPALIVE; `idle_seconds` before the first probe, then ten, one a
  /// second (0: all as the system has it).
  virtual Status SetKeepAlive(bool on, uint32_t idle_seconds) = 0;
  /// The second byte of IPv4's header, the traffic class of IPv6's.
  virtual Status SetTypeOfService(uint8_t value) = 0;
  virtual Result<uint8_t> TypeOfService() const = 0;
};

}  // namespace rondo::net
