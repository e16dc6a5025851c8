#include "core/net/tcp_output.h"

// Its tcp_info has what that of <netinet/tcp.h> lacks; the two exclude each
// other.
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cstddef>

namespace rondo::net {

std::optional<TcpOutput> LookAtTcpOutput(System& system, int fd) {
  tcp_info info;
  socklen_t size = sizeof(info);
  if (system.GetOption(fd, IPPROTO_TCP, TCP_INFO, &info, &size) < 0 ||
      size < offsetof(tcp_info, tcpi_bytes_received)) {
    return std::nullopt;
  }
  return TcpOutput{.acknowledged = info.tcpi_bytes_acked,
                   .silent_ns = info.tcpi_last_data_sent * uint64_t{1'000'000}};
}

}  // namespace rondo::net
