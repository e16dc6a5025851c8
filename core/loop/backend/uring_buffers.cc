#include "core/loop/backend/uring_buffers.h"

#include <sys/mman.h>

#include <cerrno>

namespace rondo {
namespace {

void* Map(size_t bytes) {
  void* memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return memory == MAP_FAILED ? nullptr : memory;
}

}  // namespace

UringBuffers::~UringBuffers() {
  if (ring_ != nullptr) munmap(ring_, ring_bytes());
  if (memory_ != nullptr) munmap(memory_, count_ * size_);
}

Status UringBuffers::Register(io_uring& ring) {
  ring_ = static_cast<io_uring_buf_ring*>(Map(ring_bytes()));
  memory_ = static_cast<uint8_t*>(Map(count_ * size_));
  if (ring_ == nullptr || memory_ == nullptr) return Error(ENOMEM);
  io_uring_buf_reg registration{};
  registration.ring_addr = reinterpret_cast<uint64_t>(ring_);
  registration.ring_entries = static_cast<uint32_t>(count_);
  registration.bgid = group_;
  const int result = io_uring_register_buf_ring(&ring, &registration, 0);
  if (result < 0) return Error::FromResult(result);
  io_uring_buf_ring_init(ring_);
  for (size_t id = 0; id < count_; ++id) Return(static_cast<uint16_t>(id));
  return {};
}

}  // namespace rondo
