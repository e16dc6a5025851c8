// Zstandard streams (RFC 8878).
#pragma once

#include <zstd.h>

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "core/compress/codec.h"

namespace rondo::compress {

struct ZstdOptions {
  /// {ZSTD_c_compressionLevel, 5}, …: of the compressor or of the decompressor.
  std::vector<std::pair<int, int>> params = {};
  std::vector<uint8_t> dictionary = {};
  /// Of a compressor: the input must have this size.
  std::optional<uint64_t> pledged_size = {};
};

/// Flush kinds are those of ZSTD_EndDirective. Input behind ZSTD_e_end begins
/// another frame.
class ZstdCompressor final : public Codec {
 public:
  explicit ZstdCompressor(ZstdOptions options);
  ~ZstdCompressor() override;
  bool ok() const override { return context_ != nullptr; }

  Outcome Step(Window& window, int flush) override;
  bool Reset() override;
  void ExpectInput(size_t bytes) override;
  size_t memory() const override;
  uint64_t EstimateNs(size_t input, size_t room) const override;
  size_t piece() const override;

 private:
  /// Null, or what was refused.
  const char* Configure();
  Outcome FailWith(size_t result);

  ZstdOptions options_;
  int level_ = ZSTD_CLEVEL_DEFAULT;
  ZSTD_CCtx* context_ = nullptr;
  /// Of the first frame, to compare with the pledged size; then none.
  std::optional<uint64_t> taken_ = 0;
  bool ended_ = false;
};

/// Of the flush kinds only ZSTD_e_end means something: that no input follows.
/// Frames that follow each other are one stream; whatever is no frame is left.
class ZstdDecompressor final : public Codec {
 public:
  explicit ZstdDecompressor(ZstdOptions options);
  ~ZstdDecompressor() override;
  bool ok() const override { return context_ != nullptr; }

  Outcome Step(Window& window, int flush) override;
  bool Reset() override;
  size_t memory() const override;
  uint64_t EstimateNs(size_t input, size_t room) const override;

 private:
  enum class Next : uint8_t { kFrame, kOther, kUnknown };

  /// Null, or what was refused.
  const char* Configure();
  Outcome FailWith(size_t result);
  Next LookAhead(Window& window, bool last);

  ZstdOptions options_;
  ZSTD_DCtx* context_ = nullptr;
  bool between_frames_ = false;  // a frame has ended, none has begun
  uint8_t magic_[4] = {};        // the first bytes behind it, when few came
  size_t magic_size_ = 0;
};

}  // namespace rondo::compress
