#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace bench {

/// Counts durations in buckets of equal relative width (at most 0.8 %), as an
/// HDR histogram does. Recording is a shift, an add and a store; nothing is
/// ever allocated.
class Histogram {
 public:
  /// Counts one duration of `ns` nanoseconds.
  void Record(uint64_t ns) {
    ++counts_[Index(ns)];
    ++total_;
    sum_ += ns;
    if (ns > max_) max_ = ns;
  }

  /// The least duration, in nanoseconds, that at least the fraction `q`
  /// (0 < q <= 1) of all records does not exceed, up to the width of its
  /// bucket. 0 when nothing was recorded.
  uint64_t Quantile(double q) const {
    uint64_t want = static_cast<uint64_t>(q * static_cast<double>(total_));
    if (static_cast<double>(want) < q * static_cast<double>(total_)) ++want;
    uint64_t seen = 0;
    for (size_t i = 0; i < counts_.size(); ++i) {
      seen += counts_[i];
      if (seen >= want && seen > 0) {
        uint64_t high = HighestOf(i);
        return high < max_ ? high : max_;
      }
    }
    return max_;
  }

  uint64_t total() const { return total_; }
  uint64_t max() const { return max_; }
  /// Mean in nanoseconds, exact.
  double mean() const {
    return total_ == 0
               ? 0
               : static_cast<double>(sum_) / static_cast<double>(total_);
  }

 private:
  static constexpr int kBits = 7;  // 128 buckets a power of two
  static constexpr size_t kSub = size_t{1} << kBits;

  static size_t Index(uint64_t v) {
    if (v < kSub) return static_cast<size_t>(v);
    int shift = 63 - std::countl_zero(v) - kBits;
    return (static_cast<size_t>(shift) + 1) * kSub +
           static_cast<size_t>((v >> shift) - kSub);
  }

  static uint64_t HighestOf(size_t index) {
    if (index < kSub) return index;
    size_t shift = index / kSub - 1;
    return ((index % kSub + kSub + 1) << shift) - 1;
  }

  std::array<uint32_t, (64 - kBits + 1) * kSub> counts_{};
  uint64_t total_ = 0;
  uint64_t sum_ = 0;
  uint64_t max_ = 0;
};

}  // namespace bench
