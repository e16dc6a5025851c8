#include "core/compress/zlib_codec.h"

#include <algorithm>
#include <utility>

#include "core/base/check.h"

namespace rondo::compress {
namespace {

/// zlib counts in 32 bits.
constexpr size_t kMostBytes = size_t{1} << 30;

/// The stream's window on a part of ours.
void Load(z_stream& stream, const Window& window) {
  stream.next_in = const_cast<Bytef*>(window.input.data());
  stream.avail_in =
      static_cast<uInt>(std::min(window.input.size(), kMostBytes));
  stream.next_out = window.output.data();
  stream.avail_out =
      static_cast<uInt>(std::min(window.output.size(), kMostBytes));
}

/// What the step has used of it.
void Store(const z_stream& stream, Window& window) {
  if (stream.next_in != nullptr) {
    window.input = window.input.subspan(
        static_cast<size_t>(stream.next_in - window.input.data()));
  }
  window.output = window.output.subspan(
      static_cast<size_t>(stream.next_out - window.output.data()));
}

const char* CodeName(int error) {
  switch (error) {
    case Z_NEED_DICT:
      return "Z_NEED_DICT";
    case Z_ERRNO:
      return "Z_ERRNO";
    case Z_STREAM_ERROR:
      return "Z_STREAM_ERROR";
    case Z_DATA_ERROR:
      return "Z_DATA_ERROR";
    case Z_MEM_ERROR:
      return "Z_MEM_ERROR";
    case Z_BUF_ERROR:
      return "Z_BUF_ERROR";
    case Z_VERSION_ERROR:
      return "Z_VERSION_ERROR";
    default:
      return "Z_OK";
  }
}

/// zlib's words for what has happened.
const char* Words(const z_stream& stream, int error) {
  return stream.msg != nullptr ? stream.msg : zError(error);
}

/// The windowBits of zlib, which tell the format, too.
int WindowBits(Format format, int bits) {
  switch (format) {
    case Format::kZlib:
      return bits;
    case Format::kGzip:
      return bits + 16;
    case Format::kAuto:
      return bits + 32;
    case Format::kRaw:
      // What deflates raw never had a window of 8 bits.
      return -std::max(bits, 9);
  }
  return bits;
}

}  // namespace

// --- Deflater.

Deflater::Deflater(DeflateOptions options) : options_(std::move(options)) {
  CHECK(options_.format != Format::kAuto);
}

Deflater::~Deflater() {
  if (begun_) deflateEnd(&stream_);
}

bool Deflater::Begin() {
  stream_ = {};
  const int error =
      deflateInit2(&stream_, options_.level, Z_DEFLATED,
                   WindowBits(options_.format, options_.window_bits),
                   options_.mem_level, options_.strategy);
  if (error != Z_OK) {
    Fail(CodeName(error), error, Words(stream_, error));
    return false;
  }
  begun_ = true;
  return SetDictionary();
}

bool Deflater::SetDictionary() {
  if (options_.dictionary.empty() || options_.format == Format::kGzip) {
    return true;
  }
  const int error =
      deflateSetDictionary(&stream_, options_.dictionary.data(),
                           static_cast<uInt>(options_.dictionary.size()));
  if (error == Z_OK) return true;
  Fail(CodeName(error), error, "Failed to set dictionary");
  return false;
}

Outcome Deflater::Step(Window& window, int flush) {
  if (!begun_ && !Begin()) return Outcome::kFailed;
  while (true) {
    if (ended_ && window.input.empty()) return Outcome::kEnd;
    const bool last = window.input.size() <= kMostBytes;
    Load(stream_, window);
    const int result = deflate(&stream_, last ? flush : Z_NO_FLUSH);
    Store(stream_, window);
    if (result == Z_STREAM_END) {
      ended_ = true;
      if (window.input.empty()) return Outcome::kEnd;
    } else if (result == Z_BUF_ERROR && window.input.empty()) {
      return Outcome::kMore;  // Nothing was left to do.
    } else if (result != Z_OK) {
      return Fail(CodeName(result), result, Words(stream_, result));
    } else if (window.output.empty() || last) {
      return Outcome::kMore;
    }
  }
}

bool Deflater::Reset() {
  ended_ = false;
  if (!begun_) return true;
  const int error = deflateReset(&stream_);
  if (error != Z_OK) {
    Fail(CodeName(error), error, "Failed to reset stream");
    return false;
  }
  return SetDictionary();
}

bool Deflater::SetParams(int level, int strategy) {
  options_.level = level;
  options_.strategy = strategy;
  if (!begun_) return true;
  // What was written before is flushed: nothing comes out here.
  Bytef none;
  stream_.next_in = nullptr;
  stream_.avail_in = 0;
  stream_.next_out = &none;
  stream_.avail_out = 0;
  const int error = deflateParams(&stream_, level, strategy);
  if (error == Z_OK || error == Z_BUF_ERROR) return true;
  Fail(CodeName(error), error, "Failed to set parameters");
  return false;
}

size_t Deflater::memory() const {
  // The sizes that zconf.h tells, and the struct itself.
  return (size_t{1} << (std::max(options_.window_bits, 9) + 2)) +
         (size_t{1} << (options_.mem_level + 9)) + 6 * 1024;
}

uint64_t Deflater::EstimateNs(size_t input, size_t) const {
  const int level = options_.level < 0 ? 6 : options_.level;
  const uint64_t per_byte = level <= 1 ? 20 : level <= 6 ? 40 : 120;
  return (begun_ ? 3'000 : 20'000) + input * per_byte;
}

size_t Deflater::piece() const {
  const int level = options_.level < 0 ? 6 : options_.level;
  return level <= 3 ? 512 * 1024 : level <= 6 ? 256 * 1024 : 64 * 1024;
}

// --- Inflater.

Inflater::Inflater(InflateOptions options) : options_(std::move(options)) {
  gzip_ = options_.format == Format::kGzip;
}

Inflater::~Inflater() {
  if (begun_) inflateEnd(&stream_);
}

bool Inflater::Begin() {
  stream_ = {};
  const int error =
      inflateInit2(&stream_, WindowBits(options_.format, options_.window_bits));
  if (error != Z_OK) {
    Fail(CodeName(error), error, Words(stream_, error));
    return false;
  }
  begun_ = true;
  return SetRawDictionary();
}

/// A raw stream does not say that it needs one.
bool Inflater::SetRawDictionary() {
  if (options_.dictionary.empty() || options_.format != Format::kRaw) {
    return true;
  }
  const int error =
      inflateSetDictionary(&stream_, options_.dictionary.data(),
                           static_cast<uInt>(options_.dictionary.size()));
  if (error == Z_OK) return true;
  Fail(CodeName(error), error, "Failed to set dictionary");
  return false;
}

/// Behind the end of a gzip member, zeros are padding and all else is a member.
bool Inflater::FollowedByMember(const Window& window) const {
  return gzip_ && !options_.single_member && !window.input.empty() &&
         window.input[0] != 0;
}

Outcome Inflater::Step(Window& window, int flush) {
  if (!begun_ && !Begin()) return Outcome::kFailed;
  if (!sniffed_ && !window.input.empty()) {
    sniffed_ = true;
    if (options_.format == Format::kAuto) gzip_ = window.input[0] == 0x1f;
  }
  while (true) {
    if (ended_) {
      if (!FollowedByMember(window)) return Outcome::kEnd;
      inflateReset(&stream_);
      ended_ = false;
    }
    if (window.output.empty()) return Outcome::kMore;
    const bool last = window.input.size() <= kMostBytes;
    Load(stream_, window);
    int result =
        inflate(&stream_, last && flush == Z_FINISH ? Z_FINISH : Z_NO_FLUSH);
    Store(stream_, window);
    if (result == Z_NEED_DICT) {
      if (options_.dictionary.empty()) {
        return Fail("Z_NEED_DICT", Z_NEED_DICT, "Missing dictionary");
      }
      if (inflateSetDictionary(&stream_, options_.dictionary.data(),
                               static_cast<uInt>(options_.dictionary.size())) !=
          Z_OK) {
        return Fail("Z_NEED_DICT", Z_NEED_DICT, "Bad dictionary");
      }
      continue;
    }
    if (result == Z_STREAM_END) {
      ended_ = true;
      continue;
    }
    if (result != Z_OK && result != Z_BUF_ERROR) {
      return Fail(CodeName(result), result, Words(stream_, result));
    }
    if (window.output.empty()) return Outcome::kMore;
    if (window.input.empty()) {
      return flush == Z_FINISH ? FailTruncated() : Outcome::kMore;
    }
    if (result == Z_BUF_ERROR) {
      return Fail(CodeName(result), result, Words(stream_, result));
    }
  }
}

bool Inflater::Reset() {
  ended_ = sniffed_ = false;
  gzip_ = options_.format == Format::kGzip;
  if (!begun_) return true;
  const int error = inflateReset(&stream_);
  if (error != Z_OK) {
    Fail(CodeName(error), error, "Failed to reset stream");
    return false;
  }
  return SetRawDictionary();
}

size_t Inflater::memory() const {
  const int bits = options_.window_bits == 0 ? MAX_WBITS : options_.window_bits;
  return (size_t{1} << bits) + 10 * 1024;
}

uint64_t Inflater::EstimateNs(size_t input, size_t room) const {
  // A byte of input gives at most 1032 of output.
  return 5'000 + input * 10 + std::min(room, input * 1032) * 3;
}

}  // namespace rondo::compress
