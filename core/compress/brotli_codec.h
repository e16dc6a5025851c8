// Brotli streams (RFC 7932).
#pragma once

#include <brotli/decode.h>
#include <brotli/encode.h>

#include <cstdint>
#include <utility>
#include <vector>

#include "core/compress/codec.h"

namespace rondo::compress {

struct BrotliOptions {
  /// {BROTLI_PARAM_QUALITY, 5}, …: of the encoder or of the decoder.
  std::vector<std::pair<uint32_t, uint32_t>> params = {};
  /// A raw dictionary, common to both sides.
  std::vector<uint8_t> dictionary = {};
};

/// Counts what the library takes of the heap. Outlives the library's object.
class CountedHeap {
 public:
  static void* Allocate(void* heap, size_t size);
  static void Free(void* heap, void* memory);
  size_t bytes() const { return bytes_; }

 private:
  size_t bytes_ = 0;
};

/// Flush kinds are those of BrotliEncoderOperation.
class BrotliCompressor final : public Codec {
 public:
  explicit BrotliCompressor(BrotliOptions options);
  ~BrotliCompressor() override;
  bool ok() const override { return state_ != nullptr; }

  Outcome Step(Window& window, int flush) override;
  bool Reset() override;
  void ExpectInput(size_t bytes) override;
  size_t memory() const override;
  uint64_t EstimateNs(size_t input, size_t room) const override;
  size_t piece() const override;

 private:
  bool Begin();
  void End();

  BrotliOptions options_;
  uint32_t quality_ = BROTLI_DEFAULT_QUALITY;
  bool has_size_hint_ = false;
  CountedHeap heap_;
  BrotliEncoderState* state_ = nullptr;
  BrotliEncoderPreparedDictionary* dictionary_ = nullptr;
};

/// Of the flush kinds only BROTLI_OPERATION_FINISH means something: that no
/// input follows.
class BrotliDecompressor final : public Codec {
 public:
  explicit BrotliDecompressor(BrotliOptions options);
  ~BrotliDecompressor() override;
  bool ok() const override { return state_ != nullptr; }

  Outcome Step(Window& window, int flush) override;
  bool Reset() override;
  size_t memory() const override;
  uint64_t EstimateNs(size_t input, size_t room) const override;

 private:
  bool Begin();
  void End();

  BrotliOptions options_;
  CountedHeap heap_;
  BrotliDecoderState* state_ = nullptr;
  bool ended_ = false;
};

}  // namespace rondo::compress
