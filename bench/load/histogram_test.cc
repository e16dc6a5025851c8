#include "bench/load/histogram.h"

#include <gtest/gtest.h>

namespace bench {
namespace {

TEST(HistogramTest, IsEmptyAtFirst) {
  Histogram h;
  EXPECT_EQ(h.total(), 0u);
  EXPECT_EQ(h.Quantile(0.5), 0u);
  EXPECT_EQ(h.mean(), 0);
}

TEST(HistogramTest, IsExactBelowOneBucketRow) {
  Histogram h;
  for (uint64_t v = 1; v <= 100; ++v) h.Record(v);
  EXPECT_EQ(h.Quantile(0.01), 1u);
  EXPECT_EQ(h.Quantile(0.5), 50u);
  EXPECT_EQ(h.Quantile(0.99), 99u);
  EXPECT_EQ(h.Quantile(1), 100u);
  EXPECT_DOUBLE_EQ(h.mean(), 50.5);
}

TEST(HistogramTest, ErrsByLessThanOnePercent) {
  for (uint64_t v = 1000; v < 1'000'000'000'000; v = v * 3 + 7) {
    Histogram h;
    h.Record(v);
    h.Record(v * 4);
    double got = static_cast<double>(h.Quantile(0.5));
    EXPECT_GE(got, static_cast<double>(v));
    EXPECT_LT(got, static_cast<double>(v) * 1.008);
    EXPECT_EQ(h.Quantile(1), v * 4);
  }
}

TEST(HistogramTest, TakesTheWidestValue) {
  Histogram h;
  h.Record(UINT64_MAX);
  h.Record(0);
  EXPECT_EQ(h.max(), UINT64_MAX);
  EXPECT_EQ(h.Quantile(0.5), 0u);
  EXPECT_EQ(h.Quantile(1), UINT64_MAX);
}

}  // namespace
}  // namespace bench
