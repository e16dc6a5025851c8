#include "core/base/descriptor_set.h"

#include <gtest/gtest.h>

#include <climits>

namespace rondo {
namespace {

TEST(DescriptorSet, HoldsWhatWasInserted) {
  DescriptorSet set;
  EXPECT_FALSE(set.Contains(0));
  for (const int fd : {0, 4095, 4096, 1 << 28, INT_MAX}) {
    set.Insert(fd);
    EXPECT_TRUE(set.Contains(fd));
    EXPECT_FALSE(set.Contains(fd - 1));
    set.Erase(fd);
    EXPECT_FALSE(set.Contains(fd));
  }
  EXPECT_FALSE(set.Contains(-1));
  EXPECT_FALSE(set.Contains(INT_MIN));
}

}  // namespace
}  // namespace rondo
