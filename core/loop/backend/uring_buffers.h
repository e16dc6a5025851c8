// UringBuffers: the buffers that the kernel receives into, shared by all
// sockets of a ring.
#pragma once

#include <liburing.h>

#include <cstddef>
#include <cstdint>
#include <span>

#include "core/base/result.h"

namespace rondo {

/// A group of equal buffers that the kernel takes from when bytes have arrived,
/// so that a socket without traffic owns none. Memory is faulted in when first
/// used. Must outlive every receive of the ring.
class UringBuffers {
 public:
  /// `count`: a power of two. `group`: its number, one a ring.
  UringBuffers(uint16_t group, size_t size, size_t count)
      : size_(size), count_(count), group_(group) {}
  ~UringBuffers();
  UringBuffers(const UringBuffers&) = delete;
  UringBuffers& operator=(const UringBuffers&) = delete;

  /// Registers all buffers with `ring`.
  Status Register(io_uring& ring);

  uint16_t group() const { return group_; }
  size_t size() const { return size_; }
  /// Bytes of buffer `id`, which the kernel filled with `size` bytes. They are
  /// the caller's until Return.
  std::span<const uint8_t> View(uint16_t id, size_t size) const {
    return {memory_ + id * size_, size};
  }
  /// Gives buffer `id` back to the kernel.
  void Return(uint16_t id) {
    io_uring_buf_ring_add(ring_, memory_ + id * size_,
                          static_cast<unsigned>(size_), id,
                          static_cast<int>(count_ - 1), 0);
    io_uring_buf_ring_advance(ring_, 1);
  }

 private:
  size_t ring_bytes() const { return count_ * sizeof(io_uring_buf); }

  const size_t size_;
  const size_t count_;
  const uint16_t group_;
  io_uring_buf_ring* ring_ = nullptr;
  uint8_t* memory_ = nullptr;
};

}  // namespace rondo
