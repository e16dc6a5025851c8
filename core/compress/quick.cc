#include "core/compress/quick.h"

#include <algorithm>
#include <cstring>

namespace rondo::compress {
namespace {

constexpr size_t kGzipTrailer = 8;
constexpr size_t kGzipSystemByte = 9;
constexpr uint8_t kUnix = 3;  // RFC 1952, 2.3.1
constexpr uint8_t kHeaderChecksum = 2;

/// More is claimed by files that lie.
constexpr size_t kMostRatio = 1032;
/// A larger result is made as it comes.
constexpr size_t kMostOutput = 256 * 1024 * 1024;

/// What the end of a gzip file says that its last member's size is.
size_t ClaimedSize(std::span<const uint8_t> input) {
  uint32_t size;
  std::memcpy(&size, input.data() + input.size() - sizeof size, sizeof size);
  return size;
}

}  // namespace

QuickDeflate::Result QuickDeflate::Compress(Format format, int level,
                                            std::span<const uint8_t> input,
                                            Output& output) {
  if (level < 0) level = 6;
  if (compressor_ == nullptr || level_ != level) {
    compressor_.reset(libdeflate_alloc_compressor(level));
    level_ = level;
  }
  if (compressor_ == nullptr) return Result::kNoMemory;
  size_t bound = 0;
  auto* run = &libdeflate_zlib_compress;
  switch (format) {
    case Format::kGzip:
      bound = libdeflate_gzip_compress_bound(compressor_.get(), input.size());
      run = &libdeflate_gzip_compress;
      break;
    case Format::kRaw:
      bound =
          libdeflate_deflate_compress_bound(compressor_.get(), input.size());
      run = &libdeflate_deflate_compress;
      break;
    case Format::kZlib:
      bound = libdeflate_zlib_compress_bound(compressor_.get(), input.size());
      break;
    case Format::kAuto:
      return Result::kUnsuitable;
  }
  if (!output.Reserve(bound)) return Result::kNoMemory;
  const std::span<uint8_t> room = output.room();
  const size_t size = run(compressor_.get(), input.data(), input.size(),
                          room.data(), room.size());
  if (size == 0) return Result::kTooLarge;
  if (format == Format::kGzip) room[kGzipSystemByte] = kUnix;
  output.Commit(size);
  return Result::kDone;
}

QuickDeflate::Result QuickDeflate::Decompress(Format format,
                                              std::span<const uint8_t> input,
                                              Output& output) {
  if (decompressor_ == nullptr) {
    decompressor_.reset(libdeflate_alloc_decompressor());
  }
  if (decompressor_ == nullptr) return Result::kNoMemory;
  if (format == Format::kAuto) {
    format = !input.empty() && input[0] == 0x1f ? Format::kGzip : Format::kZlib;
  }
  if (format == Format::kGzip) return DecompressMembers(input, output);
  // libdeflate reads on where a code word stands for nothing; the checksums of
  // the other formats tell that, and here is none.
  if (format == Format::kRaw) return Result::kUnsuitable;
  // Nothing says how large it becomes: two guesses.
  for (size_t ratio : {4, 16}) {
    const size_t guess = std::max<size_t>(input.size() * ratio, 1024);
    if (guess > kMostOutput) return Result::kUnsuitable;
    if (!output.Reserve(guess)) return Result::kNoMemory;
    const std::span<uint8_t> room = output.room();
    size_t consumed = 0;
    size_t size = 0;
    switch (libdeflate_zlib_decompress_ex(decompressor_.get(), input.data(),
                                          input.size(), room.data(),
                                          room.size(), &consumed, &size)) {
      case LIBDEFLATE_SUCCESS:
        output.Commit(size);
        return Result::kDone;
      case LIBDEFLATE_INSUFFICIENT_SPACE:
        break;
      default:
        return Result::kUnsuitable;
    }
  }
  return Result::kUnsuitable;
}

QuickDeflate::Result QuickDeflate::DecompressMembers(
    std::span<const uint8_t> input, Output& output) {
  const auto give_up = [&output] {
    output.Clear();
    return Result::kUnsuitable;
  };
  do {
    if (input.size() <= kGzipSystemByte + kGzipTrailer ||
        (input[3] & kHeaderChecksum) != 0) {
      return give_up();
    }
    const size_t claim = ClaimedSize(input);
    if (claim > kMostOutput || claim / kMostRatio > input.size() ||
        claim > output.limit() - output.size()) {
      return give_up();
    }
    if (!output.Reserve(claim)) return Result::kNoMemory;
    // Of an empty member there is nothing to write to.
    uint8_t none;
    const std::span<uint8_t> room = output.room();
    size_t consumed = 0;
    size_t size = 0;
    if (libdeflate_gzip_decompress_ex(
            decompressor_.get(), input.data(), input.size(),
            room.empty() ? &none : room.data(), room.size(), &consumed,
            &size) != LIBDEFLATE_SUCCESS) {
      return give_up();
    }
    output.Commit(size);
    input = input.subspan(consumed);
    // Zeros are padding.
  } while (!input.empty() && input[0] != 0);
  return Result::kDone;
}

uint64_t QuickDeflate::CompressNs(int level, size_t size) {
  const uint64_t per_byte = level < 0    ? 20
                            : level <= 1 ? 8
                            : level <= 6 ? 20
                            : level <= 7 ? 40
                                         : 120;
  return 5'000 + size * per_byte;
}

uint64_t QuickDeflate::DecompressNs(size_t size) {
  // As far as the larger of the guesses.
  return 3'000 + size * 16 * 2;
}

}  // namespace rondo::compress
