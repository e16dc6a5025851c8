// Whole buffers by libdeflate: faster than zlib where the options are the usual
// ones.
#pragma once

#include <libdeflate.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "core/compress/output.h"
#include "core/compress/zlib_codec.h"

namespace rondo::compress {

/// A compressor or decompressor that is used again; on one thread at a time.
class QuickDeflate {
 public:
  enum class Result : uint8_t {
    kDone,
    /// Something is unusual or wrong; the codec of zlib_codec.h is to be asked,
    /// which knows what. Output is as before.
    kUnsuitable,
    kTooLarge,  // the output would be larger than its limit
    kNoMemory,
  };

  /// Whether Compress takes so many bytes at that level (zlib's: -1 to 9).
  static bool Takes(int level, size_t size) {
    // It does not look for matches in a few bytes.
    return level != 0 && size >= kSmallest;
  }
  Result Compress(Format format, int level, std::span<const uint8_t> input,
                  Output& output);
  Result Decompress(Format format, std::span<const uint8_t> input,
                    Output& output);

  /// About how long it takes, in ns.
  static uint64_t CompressNs(int level, size_t size);
  static uint64_t DecompressNs(size_t size);

 private:
  static constexpr size_t kSmallest = 64;

  struct Freed {
    void operator()(libdeflate_compressor* it) const {
      libdeflate_free_compressor(it);
    }
    void operator()(libdeflate_decompressor* it) const {
      libdeflate_free_decompressor(it);
    }
  };

  Result DecompressMembers(std::span<const uint8_t> input, Output& output);

  std::unique_ptr<libdeflate_compressor, Freed> compressor_;
  int level_ = -1;
  std::unique_ptr<libdeflate_decompressor, Freed> decompressor_;
};

}  // namespace rondo::compress
