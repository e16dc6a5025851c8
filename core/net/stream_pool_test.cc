#include "core/net/stream_pool.h"

#include <gtest/gtest.h>

namespace rondo::net {
namespace {

TEST(StreamPool, APieceMayBeLargerThanFourGigabytes) {
  StreamPool pool;
  constexpr size_t kSize = (size_t{4} << 30) + 5;
  // Nothing touches its pages.
  Segment* segment = pool.Acquire(kSize, /*prefer_large=*/false);
  EXPECT_EQ(segment->kind, Segment::Kind::kExact);
  EXPECT_EQ(segment->capacity, kSize);
  pool.Release(segment);

  SegmentQueue queue(pool);
  EXPECT_EQ(queue.Reserve(kSize).size(), kSize);
  queue.Commit(kSize);
  EXPECT_EQ(queue.size(), kSize);
  queue.Consume(kSize - 1);
  iovec piece;
  ASSERT_EQ(queue.Describe(&piece, 1), 1u);
  EXPECT_EQ(piece.iov_len, 1u);
}

}  // namespace
}  // namespace rondo::net
