// Ancillary data of a message (cmsg(3)): descriptors that go over Unix-domain
// sockets, the interface that a datagram came by ... ControlWriter lays it out
// for a SendMsgOp, ControlReader walks what a RecvMsgOp got.
#pragma once

#include <sys/socket.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/unique_fd.h"

namespace rondo {

/// Memory for `Size` bytes of data in one item, aligned as the kernel wants it.
template <size_t Size>
struct ControlRoom {
  std::span<uint8_t> bytes() { return memory; }

 private:
  alignas(cmsghdr) std::array<uint8_t, CMSG_SPACE(Size)> memory{};
};

class ControlWriter {
 public:
  /// `room` is aligned as a cmsghdr, and outlives what is sent from it.
  explicit ControlWriter(std::span<uint8_t> room) : room_(room) {}

  /// False: there is no room for it, and nothing was written.
  bool Add(int level, int type, std::span<const uint8_t> data);
  /// Descriptors for the receiver, who gets numbers of its own (SCM_RIGHTS).
  bool AddDescriptors(std::span<const int> descriptors);

  std::span<const uint8_t> bytes() const { return room_.first(size_); }

 private:
  std::span<uint8_t> room_;
  size_t size_ = 0;
};

class ControlReader {
 public:
  /// Aligned as a cmsghdr.
  explicit ControlReader(std::span<const uint8_t> control) : rest_(control) {}

  /// False at the end, and where an item is cut or makes no sense.
  bool Next();
  int level() const { return header_->cmsg_level; }
  int type() const { return header_->cmsg_type; }
  std::span<const uint8_t> data() const { return data_; }

 private:
  std::span<const uint8_t> rest_;
  const cmsghdr* header_ = nullptr;
  std::span<const uint8_t> data_;
};

/// The descriptors among what was received. To be called once: they are open,
/// and nobody else's.
std::vector<UniqueFd> TakeDescriptors(std::span<const uint8_t> control);

}  // namespace rondo
