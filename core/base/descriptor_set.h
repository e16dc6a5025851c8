// DescriptorSet: a set of file descriptors.
#pragma once

#include <bitset>
#include <cstddef>
#include <unordered_map>

#include "core/base/check.h"

namespace rondo {

/// Descriptors lie close together, so there are blocks of them: memory is that
/// of the blocks that were ever used, not that of the largest number. O(1)
/// each; allocates only for the first of a block.
class DescriptorSet {
 public:
  /// False for what is no descriptor.
  bool Contains(int fd) const {
    if (fd < 0) return false;
    const auto block = blocks_.find(fd / kBlock);
    return block != blocks_.end() && block->second[Bit(fd)];
  }
  void Insert(int fd) { blocks_[fd / kBlock][Bit(fd)] = true; }
  void Erase(int fd) { blocks_[fd / kBlock][Bit(fd)] = false; }

 private:
  static constexpr int kBlock = 4096;

  static size_t Bit(int fd) {
    CHECK(fd >= 0);
    return static_cast<size_t>(fd % kBlock);
  }

  std::unordered_map<int, std::bitset<kBlock>> blocks_;
};

}  // namespace rondo
