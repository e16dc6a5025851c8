// Output: bytes that grow as they come, up to a limit.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <utility>

#include "core/base/check.h"

namespace rondo::compress {

class Output {
 public:
  /// At most `limit` bytes.
  explicit Output(size_t limit) : limit_(limit) {}
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  Output(Output&& other) noexcept
      : data_(std::exchange(other.data_, nullptr)),
        size_(std::exchange(other.size_, 0)),
        capacity_(std::exchange(other.capacity_, 0)),
        limit_(other.limit_) {}
  ~Output() { std::free(data_); }

  size_t size() const { return size_; }
  size_t limit() const { return limit_; }
  std::span<const uint8_t> bytes() const { return {data_, size_}; }
  /// Room behind the bytes; empty until Reserve.
  std::span<uint8_t> room() { return {data_ + size_, capacity_ - size_}; }
  void Commit(size_t bytes) {
    CHECK(bytes <= capacity_ - size_);
    size_ += bytes;
  }
  void Clear() { size_ = 0; }

  /// Room for so many bytes, or for as many as the limit allows. False: no
  /// memory; nothing has changed.
  bool Reserve(size_t bytes) {
    const size_t wanted = size_ + std::min(bytes, limit_ - size_);
    if (wanted <= capacity_) return true;
    void* grown = std::realloc(data_, wanted);
    if (grown == nullptr) return false;
    data_ = static_cast<uint8_t*>(grown);
    capacity_ = wanted;
    return true;
  }
  /// The memory, no larger than the bytes, for free(); null when there are
  /// none.
  uint8_t* Release() {
    if (size_ == 0) return nullptr;
    if (size_ < capacity_) {
      if (void* shrunk = std::realloc(data_, size_)) {
        data_ = static_cast<uint8_t*>(shrunk);
      }
    }
    capacity_ = size_ = 0;
    return std::exchange(data_, nullptr);
  }

 private:
  uint8_t* data_ = nullptr;
  size_t size_ = 0;
  size_t capacity_ = 0;
  size_t limit_;
};

}  // namespace rondo::compress
