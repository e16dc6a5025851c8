// Address: an IPv4, IPv6 or Unix-domain socket address.
#pragma once

#include <netinet/in.h>
#include <sys/socket.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/loop/system.h"

namespace rondo::net {

/// Cheap to copy (128 bytes). Never names a host: that is DNS's work.
class Address {
 public:
  Address() = default;
  /// `host` in numbers: "127.0.0.1", "::1", "fe80::1%eth0". EINVAL otherwise.
  static Result<Address> Parse(std::string_view host, uint16_t port);
  /// A path; ENAMETOOLONG (more than 107 bytes), EINVAL (empty or with NUL; a
  /// leading NUL names an abstract socket and is accepted).
  static Result<Address> UnixPath(std::string_view path);
  static Address FromSockaddr(const sockaddr_storage& storage,
                              socklen_t length);
  /// Of a connected or bound socket.
  static Result<Address> OfSocket(System& system, int fd);
  static Result<Address> OfPeer(System& system, int fd);

  /// AF_INET, AF_INET6, AF_UNIX; AF_UNSPEC when default constructed.
  int family() const { return storage_.ss_family; }
  bool is_ip() const { return family() == AF_INET || family() == AF_INET6; }
  /// 0 for what has none.
  uint16_t port() const;
  /// "127.0.0.1", "fe80::1%eth0"; empty for Unix-domain.
  std::string host() const;
  /// The path; empty for IP and unnamed sockets.
  std::string path() const;
  /// "127.0.0.1:80", "[::1]:80", "/tmp/socket".
  std::string ToString() const;

  const sockaddr* data() const {
    return reinterpret_cast<const sockaddr*>(&storage_);
  }
  const sockaddr_storage& storage() const { return storage_; }
  socklen_t length() const { return length_; }

 private:
  sockaddr_storage storage_{};
  socklen_t length_ = 0;
};

}  // namespace rondo::net
