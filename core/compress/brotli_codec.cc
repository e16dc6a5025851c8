#include "core/compress/brotli_codec.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <string>

namespace rondo::compress {
namespace {

/// Before each allocation stands its size; what follows stays aligned.
constexpr size_t kHeader = alignof(std::max_align_t);
static_assert(kHeader >= sizeof(size_t));

/// What an object holds that has begun and done nothing yet, about.
constexpr size_t kIdleBytes = 16 * 1024;

}  // namespace

void* CountedHeap::Allocate(void* heap, size_t size) {
  auto* memory = static_cast<std::byte*>(std::malloc(size + kHeader));
  if (memory == nullptr) return nullptr;
  *reinterpret_cast<size_t*>(memory) = size;
  static_cast<CountedHeap*>(heap)->bytes_ += size;
  return memory + kHeader;
}

void CountedHeap::Free(void* heap, void* memory) {
  if (memory == nullptr) return;
  std::byte* start = static_cast<std::byte*>(memory) - kHeader;
  static_cast<CountedHeap*>(heap)->bytes_ -= *reinterpret_cast<size_t*>(start);
  std::free(start);
}

// --- BrotliCompressor.

BrotliCompressor::BrotliCompressor(BrotliOptions options)
    : options_(std::move(options)) {
  for (const auto& [param, value] : options_.params) {
    if (param == BROTLI_PARAM_QUALITY) {
      quality_ = std::min<uint32_t>(value, BROTLI_MAX_QUALITY);
    }
    if (param == BROTLI_PARAM_SIZE_HINT) has_size_hint_ = true;
  }
  Begin();
}

BrotliCompressor::~BrotliCompressor() {
  End();
  if (dictionary_ != nullptr)
    BrotliEncoderDestroyPreparedDictionary(dictionary_);
}

bool BrotliCompressor::Begin() {
  state_ = BrotliEncoderCreateInstance(&CountedHeap::Allocate,
                                       &CountedHeap::Free, &heap_);
  bool good = state_ != nullptr;
  for (const auto& [param, value] : options_.params) {
    good = good &&
           BrotliEncoderSetParameter(
               state_, static_cast<BrotliEncoderParameter>(param), value) != 0;
  }
  if (good && !options_.dictionary.empty()) {
    if (dictionary_ == nullptr) {
      dictionary_ = BrotliEncoderPrepareDictionary(
          BROTLI_SHARED_DICTIONARY_RAW, options_.dictionary.size(),
          options_.dictionary.data(), static_cast<int>(quality_),
          &CountedHeap::Allocate, &CountedHeap::Free, &heap_);
    }
    good = dictionary_ != nullptr &&
           BrotliEncoderAttachPreparedDictionary(state_, dictionary_) != 0;
  }
  if (good) return true;
  End();
  Fail("ERR_ZLIB_INITIALIZATION_FAILED", -1, "Initialization failed");
  return false;
}

void BrotliCompressor::End() {
  if (state_ != nullptr) BrotliEncoderDestroyInstance(state_);
  state_ = nullptr;
}

Outcome BrotliCompressor::Step(Window& window, int flush) {
  while (true) {
    if (BrotliEncoderIsFinished(state_) && window.input.empty()) {
      return Outcome::kEnd;
    }
    size_t input_left = window.input.size();
    size_t output_left = window.output.size();
    const uint8_t* input = window.input.data();
    uint8_t* output = window.output.data();
    const bool good = BrotliEncoderCompressStream(
        state_, static_cast<BrotliEncoderOperation>(flush), &input_left, &input,
        &output_left, &output, nullptr);
    window.input = window.input.last(input_left);
    window.output = window.output.last(output_left);
    if (!good) {
      return Fail("ERR_BROTLI_COMPRESSION_FAILED", -2, "Compression failed");
    }
    if (BrotliEncoderIsFinished(state_)) return Outcome::kEnd;
    if (window.output.empty() ||
        (window.input.empty() && !BrotliEncoderHasMoreOutput(state_))) {
      return Outcome::kMore;
    }
  }
}

bool BrotliCompressor::Reset() {
  End();
  return Begin();
}

void BrotliCompressor::ExpectInput(size_t bytes) {
  if (has_size_hint_ || state_ == nullptr) return;
  BrotliEncoderSetParameter(
      state_, BROTLI_PARAM_SIZE_HINT,
      static_cast<uint32_t>(std::min<size_t>(bytes, 1u << 30)));
}

size_t BrotliCompressor::memory() const {
  return std::max(heap_.bytes(), kIdleBytes);
}

uint64_t BrotliCompressor::EstimateNs(size_t input, size_t) const {
  const uint64_t per_byte = quality_ <= 1 ? 10 : quality_ <= 4 ? 40 : 1'000;
  return 40'000 + input * per_byte;
}

size_t BrotliCompressor::piece() const {
  return quality_ <= 4 ? 512 * 1024 : quality_ <= 9 ? 128 * 1024 : 64 * 1024;
}

// --- BrotliDecompressor.

BrotliDecompressor::BrotliDecompressor(BrotliOptions options)
    : options_(std::move(options)) {
  Begin();
}

BrotliDecompressor::~BrotliDecompressor() { End(); }

bool BrotliDecompressor::Begin() {
  ended_ = false;
  state_ = BrotliDecoderCreateInstance(&CountedHeap::Allocate,
                                       &CountedHeap::Free, &heap_);
  bool good = state_ != nullptr;
  for (const auto& [param, value] : options_.params) {
    good = good &&
           BrotliDecoderSetParameter(
               state_, static_cast<BrotliDecoderParameter>(param), value) != 0;
  }
  if (good && !options_.dictionary.empty()) {
    // It refers to the bytes, which stay where they are.
    good = BrotliDecoderAttachDictionary(state_, BROTLI_SHARED_DICTIONARY_RAW,
                                         options_.dictionary.size(),
                                         options_.dictionary.data()) != 0;
  }
  if (good) return true;
  End();
  Fail("ERR_ZLIB_INITIALIZATION_FAILED", -1, "Initialization failed");
  return false;
}

void BrotliDecompressor::End() {
  if (state_ != nullptr) BrotliDecoderDestroyInstance(state_);
  state_ = nullptr;
}

Outcome BrotliDecompressor::Step(Window& window, int flush) {
  if (ended_) return Outcome::kEnd;
  size_t input_left = window.input.size();
  size_t output_left = window.output.size();
  const uint8_t* input = window.input.data();
  uint8_t* output = window.output.data();
  const BrotliDecoderResult result = BrotliDecoderDecompressStream(
      state_, &input_left, &input, &output_left, &output, nullptr);
  window.input = window.input.last(input_left);
  window.output = window.output.last(output_left);
  switch (result) {
    case BROTLI_DECODER_RESULT_SUCCESS:
      ended_ = true;
      return Outcome::kEnd;
    case BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT:
      return Outcome::kMore;
    case BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT:
      return flush == BROTLI_OPERATION_FINISH ? FailTruncated()
                                              : Outcome::kMore;
    case BROTLI_DECODER_RESULT_ERROR:
      break;
  }
  const BrotliDecoderErrorCode code = BrotliDecoderGetErrorCode(state_);
  // "_ERROR_FORMAT_PADDING_1", which programs know behind "ERR_".
  return Fail(std::string("ERR_") + BrotliDecoderErrorString(code),
              static_cast<int>(code), "Decompression failed");
}

bool BrotliDecompressor::Reset() {
  End();
  return Begin();
}

size_t BrotliDecompressor::memory() const {
  return std::max(heap_.bytes(), kIdleBytes);
}

uint64_t BrotliDecompressor::EstimateNs(size_t input, size_t room) const {
  return 10'000 + input * 20 + room * 2;
}

}  // namespace rondo::compress
