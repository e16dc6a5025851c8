// Deflate streams by zlib: RFC 1950 (zlib), 1951 (raw) and 1952 (gzip).
#pragma once

#include <zlib.h>

#include <cstdint>
#include <vector>

#include "core/compress/codec.h"

namespace rondo::compress {

enum class Format : uint8_t {
  kZlib,
  kGzip,
  kRaw,
  /// Of a decompressor: zlib or gzip, as the first bytes say.
  kAuto,
};

struct DeflateOptions {
  Format format = Format::kZlib;
  int level = Z_DEFAULT_COMPRESSION;
  int window_bits = MAX_WBITS;  // 8 (but for gzip) to 15
  int mem_level = 8;
  int strategy = Z_DEFAULT_STRATEGY;
  std::vector<uint8_t> dictionary = {};  // not of gzip
};

struct InflateOptions {
  Format format = Format::kZlib;
  int window_bits = MAX_WBITS;  // 0: as the stream says
  /// One member of a gzip file only.
  bool single_member = false;
  std::vector<uint8_t> dictionary = {};
};

/// Flush kinds are those of deflate(). zlib's memory is taken at the first
/// step.
class Deflater final : public Codec {
 public:
  explicit Deflater(DeflateOptions options);
  ~Deflater() override;

  Outcome Step(Window& window, int flush) override;
  bool Reset() override;
  bool SetParams(int level, int strategy) override;
  size_t memory() const override;
  uint64_t EstimateNs(size_t input, size_t room) const override;
  size_t piece() const override;

 private:
  bool Begin();
  bool SetDictionary();

  DeflateOptions options_;
  z_stream stream_{};
  bool begun_ = false;
  bool ended_ = false;
};

/// Of the flush kinds only Z_FINISH means something: that no input follows. A
/// gzip file may have several members, which are one stream here; zeros behind
/// the last are left.
class Inflater final : public Codec {
 public:
  explicit Inflater(InflateOptions options);
  ~Inflater() override;

  Outcome Step(Window& window, int flush) override;
  bool Reset() override;
  size_t memory() const override;
  uint64_t EstimateNs(size_t input, size_t room) const override;

 private:
  bool Begin();
  bool SetRawDictionary();
  bool FollowedByMember(const Window& window) const;

  InflateOptions options_;
  z_stream stream_{};
  bool begun_ = false;
  bool ended_ = false;
  bool sniffed_ = false;
  bool gzip_ = false;
};

}  // namespace rondo::compress
