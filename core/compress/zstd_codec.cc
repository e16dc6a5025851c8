#include "core/compress/zstd_codec.h"

#include <zstd_errors.h>

#include <algorithm>
#include <string>

namespace rondo::compress {
namespace {

/// What the library calls an error in its header.
const char* CodeName(ZSTD_ErrorCode code) {
  switch (code) {
#define RONDO_ZSTD_ERROR(name) \
  case ZSTD_error_##name:      \
    return "ZSTD_error_" #name;
    RONDO_ZSTD_ERROR(no_error)
    RONDO_ZSTD_ERROR(prefix_unknown)
    RONDO_ZSTD_ERROR(version_unsupported)
    RONDO_ZSTD_ERROR(frameParameter_unsupported)
    RONDO_ZSTD_ERROR(frameParameter_windowTooLarge)
    RONDO_ZSTD_ERROR(corruption_detected)
    RONDO_ZSTD_ERROR(checksum_wrong)
    RONDO_ZSTD_ERROR(literals_headerWrong)
    RONDO_ZSTD_ERROR(dictionary_corrupted)
    RONDO_ZSTD_ERROR(dictionary_wrong)
    RONDO_ZSTD_ERROR(dictionaryCreation_failed)
    RONDO_ZSTD_ERROR(parameter_unsupported)
    RONDO_ZSTD_ERROR(parameter_combination_unsupported)
    RONDO_ZSTD_ERROR(parameter_outOfBound)
    RONDO_ZSTD_ERROR(tableLog_tooLarge)
    RONDO_ZSTD_ERROR(maxSymbolValue_tooLarge)
    RONDO_ZSTD_ERROR(maxSymbolValue_tooSmall)
    RONDO_ZSTD_ERROR(stabilityCondition_notRespected)
    RONDO_ZSTD_ERROR(stage_wrong)
    RONDO_ZSTD_ERROR(init_missing)
    RONDO_ZSTD_ERROR(memory_allocation)
    RONDO_ZSTD_ERROR(workSpace_tooSmall)
    RONDO_ZSTD_ERROR(dstSize_tooSmall)
    RONDO_ZSTD_ERROR(srcSize_wrong)
    RONDO_ZSTD_ERROR(dstBuffer_null)
    RONDO_ZSTD_ERROR(noForwardProgress_destFull)
    RONDO_ZSTD_ERROR(noForwardProgress_inputEmpty)
#undef RONDO_ZSTD_ERROR
    default:
      return "ZSTD_error_GENERIC";
  }
}

Failure FailureOf(size_t result) {
  const ZSTD_ErrorCode code = ZSTD_getErrorCode(result);
  return {CodeName(code), static_cast<int>(code), ZSTD_getErrorString(code)};
}

/// A library that was built without threads refuses what is said of them,
/// though the output is the same without.
bool IsOfAbsentThreads(int param) {
  return (param == ZSTD_c_nbWorkers || param == ZSTD_c_jobSize ||
          param == ZSTD_c_overlapLog) &&
         ZSTD_cParam_getBounds(ZSTD_c_nbWorkers).upperBound == 0;
}

constexpr const char* kInitFailed = "ERR_ZLIB_INITIALIZATION_FAILED";

/// A frame, or one that a decoder skips (RFC 8878, 3.1).
bool IsMagicPrefix(const uint8_t* bytes, size_t size) {
  constexpr uint8_t kFrame[] = {0x28, 0xb5, 0x2f, 0xfd};
  constexpr uint8_t kSkippable[] = {0x50, 0x2a, 0x4d, 0x18};
  bool frame = true;
  bool skippable = true;
  for (size_t i = 0; i < size; ++i) {
    frame = frame && bytes[i] == kFrame[i];
    const uint8_t masked = i == 0 ? bytes[i] & 0xf0 : bytes[i];
    skippable = skippable && masked == kSkippable[i];
  }
  return frame || skippable;
}

}  // namespace

// --- ZstdCompressor.

ZstdCompressor::ZstdCompressor(ZstdOptions options)
    : options_(std::move(options)), context_(ZSTD_createCCtx()) {
  const char* refused = Configure();
  if (refused == nullptr) return;
  ZSTD_freeCCtx(context_);
  context_ = nullptr;
  Fail(kInitFailed, -1, refused);
}

const char* ZstdCompressor::Configure() {
  if (context_ == nullptr) return "Could not initialize zstd instance";
  for (const auto& [param, value] : options_.params) {
    if (IsOfAbsentThreads(param)) continue;
    if (ZSTD_isError(ZSTD_CCtx_setParameter(
            context_, static_cast<ZSTD_cParameter>(param), value))) {
      return "Setting parameter failed";
    }
    if (param == ZSTD_c_compressionLevel) level_ = value;
  }
  if (!options_.dictionary.empty() &&
      ZSTD_isError(ZSTD_CCtx_loadDictionary(
          context_, options_.dictionary.data(), options_.dictionary.size()))) {
    return "Failed to load zstd dictionary";
  }
  if (options_.pledged_size && ZSTD_isError(ZSTD_CCtx_setPledgedSrcSize(
                                   context_, *options_.pledged_size))) {
    return "Could not set pledged src size";
  }
  return nullptr;
}

ZstdCompressor::~ZstdCompressor() { ZSTD_freeCCtx(context_); }

Outcome ZstdCompressor::FailWith(size_t result) {
  Failure failure = FailureOf(result);
  return Fail(std::move(failure.code), failure.number,
              std::move(failure.message));
}

Outcome ZstdCompressor::Step(Window& window, int flush) {
  if (ended_) {
    if (window.input.empty()) return Outcome::kEnd;
    ended_ = false;
  }
  const auto directive = static_cast<ZSTD_EndDirective>(flush);
  // Of input that comes in one piece the library takes the real size.
  if (directive == ZSTD_e_end && options_.pledged_size && taken_ &&
      *taken_ + window.input.size() != *options_.pledged_size) {
    return Fail(CodeName(ZSTD_error_srcSize_wrong), ZSTD_error_srcSize_wrong,
                ZSTD_getErrorString(ZSTD_error_srcSize_wrong));
  }
  while (true) {
    ZSTD_inBuffer input = {window.input.data(), window.input.size(), 0};
    ZSTD_outBuffer output = {window.output.data(), window.output.size(), 0};
    const size_t left =
        ZSTD_compressStream2(context_, &output, &input, directive);
    window.input = window.input.subspan(input.pos);
    window.output = window.output.subspan(output.pos);
    if (ZSTD_isError(left)) return FailWith(left);
    if (taken_) *taken_ += input.pos;
    if (directive == ZSTD_e_end && left == 0) {
      ended_ = true;
      taken_.reset();
      return Outcome::kEnd;
    }
    if (window.output.empty() ||
        (window.input.empty() && (directive == ZSTD_e_continue || left == 0))) {
      return Outcome::kMore;
    }
  }
}

bool ZstdCompressor::Reset() {
  ended_ = false;
  taken_ = 0;
  ZSTD_CCtx_reset(context_, ZSTD_reset_session_only);
  if (options_.pledged_size) {
    ZSTD_CCtx_setPledgedSrcSize(context_, *options_.pledged_size);
  }
  return true;
}

void ZstdCompressor::ExpectInput(size_t bytes) {
  if (!options_.pledged_size) ZSTD_CCtx_setPledgedSrcSize(context_, bytes);
}

size_t ZstdCompressor::memory() const { return ZSTD_sizeof_CCtx(context_); }

uint64_t ZstdCompressor::EstimateNs(size_t input, size_t) const {
  const uint64_t per_byte = level_ <= 3 ? 15 : level_ <= 9 ? 60 : 1'000;
  return 30'000 + input * per_byte;
}

size_t ZstdCompressor::piece() const {
  return level_ <= 3    ? 1024 * 1024
         : level_ <= 9  ? 256 * 1024
         : level_ <= 15 ? 64 * 1024
                        : 32 * 1024;
}

// --- ZstdDecompressor.

ZstdDecompressor::ZstdDecompressor(ZstdOptions options)
    : options_(std::move(options)), context_(ZSTD_createDCtx()) {
  const char* refused = Configure();
  if (refused == nullptr) return;
  ZSTD_freeDCtx(context_);
  context_ = nullptr;
  Fail(kInitFailed, -1, refused);
}

const char* ZstdDecompressor::Configure() {
  if (context_ == nullptr) return "Could not initialize zstd instance";
  for (const auto& [param, value] : options_.params) {
    if (ZSTD_isError(ZSTD_DCtx_setParameter(
            context_, static_cast<ZSTD_dParameter>(param), value))) {
      return "Setting parameter failed";
    }
  }
  if (!options_.dictionary.empty() &&
      ZSTD_isError(ZSTD_DCtx_loadDictionary(
          context_, options_.dictionary.data(), options_.dictionary.size()))) {
    return "Failed to load zstd dictionary";
  }
  return nullptr;
}

ZstdDecompressor::~ZstdDecompressor() { ZSTD_freeDCtx(context_); }

Outcome ZstdDecompressor::FailWith(size_t result) {
  Failure failure = FailureOf(result);
  return Fail(std::move(failure.code), failure.number,
              std::move(failure.message));
}

/// What follows a frame. Of a magic number that is not whole yet the bytes are
/// taken from the window and kept, unless they are the last.
ZstdDecompressor::Next ZstdDecompressor::LookAhead(Window& window, bool last) {
  uint8_t bytes[4];
  std::copy_n(magic_, magic_size_, bytes);
  const size_t more = std::min(window.input.size(), 4 - magic_size_);
  std::copy_n(window.input.data(), more, bytes + magic_size_);
  const size_t size = magic_size_ + more;
  if (!IsMagicPrefix(bytes, size)) return Next::kOther;
  if (size == 4) return Next::kFrame;
  if (last) return Next::kOther;
  std::copy_n(bytes, size, magic_);
  magic_size_ = size;
  window.input = window.input.subspan(more);
  return Next::kUnknown;
}

Outcome ZstdDecompressor::Step(Window& window, int flush) {
  while (true) {
    if (between_frames_) {
      if (window.input.empty()) return Outcome::kEnd;
      switch (LookAhead(window, flush == ZSTD_e_end)) {
        case Next::kUnknown:
        case Next::kOther:
          return Outcome::kEnd;
        case Next::kFrame:
          between_frames_ = false;
          break;
      }
    }
    if (magic_size_ > 0) {
      // These come before what is in the window; nothing is written yet.
      ZSTD_inBuffer kept = {magic_, magic_size_, 0};
      magic_size_ = 0;
      ZSTD_outBuffer none = {window.output.data(), window.output.size(), 0};
      const size_t result = ZSTD_decompressStream(context_, &none, &kept);
      if (ZSTD_isError(result)) return FailWith(result);
    }
    ZSTD_inBuffer input = {window.input.data(), window.input.size(), 0};
    ZSTD_outBuffer output = {window.output.data(), window.output.size(), 0};
    const size_t result = ZSTD_decompressStream(context_, &output, &input);
    window.input = window.input.subspan(input.pos);
    window.output = window.output.subspan(output.pos);
    if (ZSTD_isError(result)) return FailWith(result);
    if (result == 0) {
      between_frames_ = true;
      continue;
    }
    if (window.output.empty()) return Outcome::kMore;
    if (window.input.empty()) {
      return flush == ZSTD_e_end ? FailTruncated() : Outcome::kMore;
    }
  }
}

bool ZstdDecompressor::Reset() {
  between_frames_ = false;
  magic_size_ = 0;
  ZSTD_DCtx_reset(context_, ZSTD_reset_session_only);
  return true;
}

size_t ZstdDecompressor::memory() const { return ZSTD_sizeof_DCtx(context_); }

uint64_t ZstdDecompressor::EstimateNs(size_t input, size_t room) const {
  return 20'000 + input * 5 + room;
}

}  // namespace rondo::compress
