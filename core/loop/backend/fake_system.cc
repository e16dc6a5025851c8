#include "core/loop/backend/fake_system.h"

#include <netinet/in.h>
#include <netinet/tcp.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "core/loop/backend/fake.h"

namespace rondo {
namespace {

constexpr int64_t kFirstWallNs = 1'577'836'800'000'000'000;

uint16_t& PortOf(sockaddr_storage& address) {
  return address.ss_family == AF_INET6
             ? reinterpret_cast<sockaddr_in6&>(address).sin6_port
             : reinterpret_cast<sockaddr_in&>(address).sin_port;
}

}  // namespace

FakeBackend::Name FakeBackend::Loopback(int family, uint16_t port) {
  Name name;
  name.address.ss_family = static_cast<sa_family_t>(family);
  if (family == AF_INET6) {
    auto& v6 = reinterpret_cast<sockaddr_in6&>(name.address);
    v6.sin6_addr = in6addr_loopback;
    name.length = sizeof v6;
  } else if (family == AF_INET) {
    auto& v4 = reinterpret_cast<sockaddr_in&>(name.address);
    v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    name.length = sizeof v4;
  } else {
    name.length = sizeof(sa_family_t);
    return name;
  }
  PortOf(name.address) = htons(port);
  return name;
}

bool FakeBackend::IsNamed(const Descriptor& one, const Name& name) {
  if (name.address.ss_family == AF_UNIX) {
    return one.local.length == name.length &&
           std::memcmp(&one.local.address, &name.address, name.length) == 0;
  }
  return one.local.address.ss_family != AF_UNIX &&
         one.port == ntohs(PortOf(const_cast<sockaddr_storage&>(name.address)));
}

uint16_t FakeBackend::FreePort() {
  const auto taken = [this](uint16_t port) {
    return std::any_of(
        descriptors_.begin(), descriptors_.end(),
        [port](const auto& entry) { return entry.second.port == port; });
  };
  do {
    if (++next_port_ == 0) next_port_ = kFirstPort;
  } while (taken(next_port_));
  return next_port_;
}

int FakeBackend::BindTo(Descriptor& end, Name name) {
  if (name.address.ss_family == AF_UNIX) {
    for (const auto& [object, other] : descriptors_) {
      if (&other != &end && IsNamed(other, name)) return -EADDRINUSE;
    }
    end.local = name;
    return 0;
  }
  uint16_t port = ntohs(PortOf(name.address));
  if (port == 0) {
    port = FreePort();
    PortOf(name.address) = htons(port);
  } else {
    for (const auto& [object, other] : descriptors_) {
      // A connection that was accepted has its listener's port, too.
      if (&other != &end && other.port == port && other.peer < 0 &&
          other.type == end.type) {
        return -EADDRINUSE;
      }
    }
  }
  end.port = port;
  end.local = name;
  return 0;
}

uint64_t FakeSystem::MonotonicNs() const { return machine_.Now(); }

int64_t FakeSystem::WallNs() const {
  return kFirstWallNs +
         static_cast<int64_t>(MonotonicNs() - FakeBackend::kFirstNs);
}

void FakeSystem::FillRandom(std::span<uint8_t> bytes) {
  for (uint8_t& byte : bytes) {
    byte = static_cast<uint8_t>(machine_.Random(256));
  }
}

int FakeSystem::Socket(int family, int type) {
  if (machine_.open_descriptors() >= machine_.options_.descriptor_limit) {
    return -EMFILE;
  }
  FakeBackend::Descriptor descriptor;
  descriptor.family = family;
  if (type == SOCK_DGRAM) {
    descriptor.type = FakeBackend::Descriptor::Type::kDatagram;
  }
  return machine_.Add(std::move(descriptor));
}

int FakeSystem::Bind(int fd, const sockaddr* address, socklen_t length) {
  FakeBackend::Descriptor* end = machine_.Find(fd);
  if (end == nullptr) return -EBADF;
  if (end->local.length != 0) return -EINVAL;
  FakeBackend::Name name;
  name.length = std::min<socklen_t>(length, sizeof name.address);
  std::memcpy(&name.address, address, name.length);
  return machine_.BindTo(*end, name);
}

int FakeSystem::Listen(int fd, int) {
  FakeBackend::Descriptor* end = machine_.Find(fd);
  if (end == nullptr) return -EBADF;
  using Type = FakeBackend::Descriptor::Type;
  if (end->type == Type::kListener) return 0;
  if (end->type != Type::kStream || end->peer >= 0) return -EINVAL;
  end->type = Type::kListener;
  if (end->local.length != 0) {
    // Another may have begun to listen since it was bound.
    return machine_.BindTo(*end, end->local);
  }
  return machine_.BindTo(*end, FakeBackend::Loopback(end->family, 0));
}

int FakeSystem::Shutdown(int fd, int how) {
  FakeBackend::Descriptor* end = machine_.Find(fd);
  if (end == nullptr) return -EBADF;
  return machine_.ShutDown(*end, how);
}

int FakeSystem::SetNonBlocking(int fd) {
  return machine_.Find(fd) != nullptr ? 0 : -EBADF;
}

int FakeSystem::SetOption(int fd, int level, int name, const void* value,
                          socklen_t length) {
  FakeBackend::Descriptor* end = machine_.Find(fd);
  if (end == nullptr) return -EBADF;
  const auto* bytes = static_cast<const uint8_t*>(value);
  end->socket_options[{level, name}].assign(bytes, bytes + length);
  return 0;
}

int FakeSystem::GetOption(int fd, int level, int name, void* value,
                          socklen_t* length) {
  FakeBackend::Descriptor* end = machine_.Find(fd);
  if (end == nullptr) return -EBADF;
  using Type = FakeBackend::Descriptor::Type;
  if (end->type == Type::kFile) return -ENOTSOCK;
  // Of what the network does nothing is known here.
  if (level == IPPROTO_TCP && name == TCP_INFO) return -ENOPROTOOPT;
  int number = 0;
  if (level == SOL_SOCKET && name == SO_TYPE) {
    number = end->type == Type::kDatagram ? SOCK_DGRAM : SOCK_STREAM;
  } else if (level == SOL_SOCKET && name == SO_DOMAIN) {
    number = end->family;
  } else if (level == SOL_SOCKET && name == SO_ERROR) {
    number = end->reset ? ECONNRESET : 0;
  } else if (const auto it = end->socket_options.find({level, name});
             it != end->socket_options.end()) {
    *length =
        std::min<socklen_t>(*length, static_cast<socklen_t>(it->second.size()));
    std::memcpy(value, it->second.data(), *length);
    return 0;
  }
  *length = std::min<socklen_t>(*length, sizeof number);
  std::memcpy(value, &number, *length);
  return 0;
}

int FakeSystem::AddressOf(int fd, bool peer, sockaddr_storage& address,
                          socklen_t& length) {
  FakeBackend::Descriptor* end = machine_.Find(fd);
  if (end == nullptr) return -EBADF;
  using Type = FakeBackend::Descriptor::Type;
  if (end->type == Type::kFile) return -ENOTSOCK;
  if (peer && end->peer < 0) return -ENOTCONN;
  FakeBackend::Name name = peer ? end->remote : end->local;
  if (name.length == 0) name = FakeBackend::Loopback(end->family, end->port);
  address = name.address;
  length = name.length;
  return 0;
}

int FakeSystem::UnreadBytes(int fd) {
  FakeBackend::Descriptor* end = machine_.Find(fd);
  if (end == nullptr) return -EBADF;
  if (!end->datagrams.empty()) {
    return static_cast<int>(end->datagrams.front().bytes.size());
  }
  return static_cast<int>(end->unread());
}

}  // namespace rondo
