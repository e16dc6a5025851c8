// UringBuffers: the buffers that the kernel receives into, shared by all
// sockets of a ring.
#pragma once

#include <liburing.h>

#include <cstddef>
#include <cstdint>
#include <span>

#include "core/base/result.h"

namespace rondo {

/// A ring of equal buffers that the kernel takes from when bytes have arrived,
/// so that a socket without traffic owns none. Memory is faulted in when first
/// used. Must outlive every receive of the ring.
class UringBuffers {
 public:
  /// By measurement: with 32 KB a large body costs a fifth less than with 8 KB,
  /// and 64 KB gains little more. 128 of them are several times what the kernel
  /// completes in one pass; should they run out, receives are armed again.
  static constexpr size_t kSize = 32 * 1024;
  static constexpr size_t kCount = 128;  // a power of two
  static constexpr uint16_t kGroup = 0;

  UringBuffers() = default;
  ~UringBuffers();
  UringBuffers(const UringBuffers&) = delete;
  UringBuffers& operator=(const UringBuffers&) = delete;

  /// Registers all buffers with `ring`.
  Status Register(io_uring& ring);

  /// Bytes of buffer `id`, which the kernel filled with `size` bytes. They are
  /// the caller's until Return.
  std::span<const uint8_t> View(uint16_t id, size_t size) const {
    return {memory_ + id * kSize, size};
  }
  /// Gives buffer `id` back to the kernel.
  void Return(uint16_t id) {
    io_uring_buf_ring_add(ring_, memory_ + id * kSize, kSize, id, kCount - 1,
                          0);
    io_uring_buf_ring_advance(ring_, 1);
  }

 private:
  static constexpr size_t kRingBytes = kCount * sizeof(io_uring_buf);

  io_uring_buf_ring* ring_ = nullptr;
  uint8_t* memory_ = nullptr;
};

}  // namespace rondo
