#include "core/net/address.h"

#include <arpa/inet.h>
#include <errno.h>
#include <net/if.h>
#include <sys/un.h>

#include <cstddef>
#include <cstdlib>
#include <cstring>

namespace rondo::net {
namespace {

constexpr size_t kMaxHost = INET6_ADDRSTRLEN + IF_NAMESIZE;

/// "fe80::1%eth0" or "%3": the part behind the per cent sign.
Result<uint32_t> ScopeId(const char* zone) {
  if (*zone == '\0') return Error(EINVAL);
  char* end = nullptr;
  const unsigned long number = std::strtoul(zone, &end, 10);
  if (*end == '\0' && number <= UINT32_MAX) {
    return static_cast<uint32_t>(number);
  }
  const uint32_t index = if_nametoindex(zone);
  if (index == 0) return Error(EINVAL);
  return index;
}

}  // namespace

Result<Address> Address::Parse(std::string_view host, uint16_t port) {
  if (host.empty() || host.size() >= kMaxHost ||
      host.find('\0') != std::string_view::npos) {
    return Error(EINVAL);
  }
  char text[kMaxHost];
  std::memcpy(text, host.data(), host.size());
  text[host.size()] = '\0';

  Address address;
  auto* v4 = reinterpret_cast<sockaddr_in*>(&address.storage_);
  if (inet_pton(AF_INET, text, &v4->sin_addr) == 1) {
    v4->sin_family = AF_INET;
    v4->sin_port = htons(port);
    address.length_ = sizeof(*v4);
    return address;
  }
  auto* v6 = reinterpret_cast<sockaddr_in6*>(&address.storage_);
  if (char* zone = std::strchr(text, '%')) {
    *zone = '\0';
    Result<uint32_t> scope = ScopeId(zone + 1);
    if (!scope.ok()) return scope.error();
    v6->sin6_scope_id = *scope;
  }
  if (inet_pton(AF_INET6, text, &v6->sin6_addr) != 1) return Error(EINVAL);
  v6->sin6_family = AF_INET6;
  v6->sin6_port = htons(port);
  address.length_ = sizeof(*v6);
  return address;
}

Result<Address> Address::UnixPath(std::string_view path) {
  Address address;
  auto* local = reinterpret_cast<sockaddr_un*>(&address.storage_);
  const bool abstract = !path.empty() && path[0] == '\0';
  if (path.empty() ||
      (!abstract && path.find('\0') != std::string_view::npos)) {
    return Error(EINVAL);
  }
  if (path.size() >= sizeof(local->sun_path)) return Error(ENAMETOOLONG);
  local->sun_family = AF_UNIX;
  std::memcpy(local->sun_path, path.data(), path.size());
  address.length_ =
      offsetof(sockaddr_un, sun_path) + path.size() + (abstract ? 0 : 1);
  return address;
}

Address Address::FromSockaddr(const sockaddr_storage& storage,
                              socklen_t length) {
  Address address;
  address.storage_ = storage;
  address.length_ = length;
  return address;
}

Result<Address> Address::OfSocket(System& system, int fd) {
  Address address;
  const int result =
      system.AddressOf(fd, /*peer=*/false, address.storage_, address.length_);
  if (result < 0) return Error(-result);
  return address;
}

Result<Address> Address::OfPeer(System& system, int fd) {
  Address address;
  const int result =
      system.AddressOf(fd, /*peer=*/true, address.storage_, address.length_);
  if (result < 0) return Error(-result);
  return address;
}

uint16_t Address::port() const {
  if (family() == AF_INET) {
    return ntohs(reinterpret_cast<const sockaddr_in*>(&storage_)->sin_port);
  }
  if (family() == AF_INET6) {
    return ntohs(reinterpret_cast<const sockaddr_in6*>(&storage_)->sin6_port);
  }
  return 0;
}

std::string Address::host() const {
  char text[INET6_ADDRSTRLEN] = "";
  if (family() == AF_INET) {
    inet_ntop(AF_INET,
              &reinterpret_cast<const sockaddr_in*>(&storage_)->sin_addr, text,
              sizeof(text));
    return text;
  }
  if (family() != AF_INET6) return {};
  const auto* v6 = reinterpret_cast<const sockaddr_in6*>(&storage_);
  inet_ntop(AF_INET6, &v6->sin6_addr, text, sizeof(text));
  std::string host = text;
  if (v6->sin6_scope_id != 0) {
    char name[IF_NAMESIZE];
    host += '%';
    host += if_indextoname(v6->sin6_scope_id, name) != nullptr
                ? std::string(name)
                : std::to_string(v6->sin6_scope_id);
  }
  return host;
}

std::string Address::path() const {
  if (family() != AF_UNIX) return {};
  const size_t offset = offsetof(sockaddr_un, sun_path);
  if (length_ <= offset) return {};
  const char* path = reinterpret_cast<const sockaddr_un*>(&storage_)->sun_path;
  size_t size = length_ - offset;
  // A path ends at its NUL; an abstract name has one in front and none behind.
  if (path[0] != '\0') size = strnlen(path, size);
  return std::string(path, size);
}

std::string Address::ToString() const {
  if (family() == AF_UNIX) return path();
  if (family() == AF_UNSPEC) return {};
  const std::string text = host();
  return (family() == AF_INET6 ? '[' + text + ']' : text) + ':' +
         std::to_string(port());
}

}  // namespace rondo::net
