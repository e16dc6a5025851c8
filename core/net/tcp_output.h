// TcpOutput: how far what a TCP connection was given to send has come.
#pragma once

#include <cstdint>
#include <optional>

#include "core/loop/system.h"

namespace rondo::net {

struct TcpOutput {
  /// Bytes that the peer has acknowledged. Only its growth means anything.
  uint64_t acknowledged;
  /// Since bytes last left, ns. Repetitions count as well.
  uint64_t silent_ns;
};

/// Asks the kernel. Nothing for a socket of another kind.
std::optional<TcpOutput> LookAtTcpOutput(System& system, int fd);

}  // namespace rondo::net
