// The codecs: whatever the bytes and however they are cut, a decompressor says
// the same as when it gets them in one piece, what a compressor wrote is read
// back, and libdeflate agrees with zlib.
//
// Input: a byte that chooses the codec, a byte that seeds the cuts, then bytes
// that are taken both for compressed ones and for what is to be compressed.
#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/base/check.h"
#include "core/compress/brotli_codec.h"
#include "core/compress/quick.h"
#include "core/compress/whole.h"
#include "core/compress/zlib_codec.h"
#include "core/compress/zstd_codec.h"

namespace rondo::compress {
namespace {

using Bytes = std::span<const uint8_t>;

constexpr size_t kLimit = 1 << 20;
constexpr int kFinishOf[] = {
    Z_FINISH,  Z_FINISH, Z_FINISH, Z_FINISH, BROTLI_OPERATION_FINISH,
    ZSTD_e_end};
constexpr size_t kKinds = std::size(kFinishOf);

Format FormatOf(size_t kind) { return static_cast<Format>(kind); }

std::unique_ptr<Codec> Decompressor(size_t kind) {
  if (kind == 4) return std::make_unique<BrotliDecompressor>(BrotliOptions{});
  if (kind == 5) return std::make_unique<ZstdDecompressor>(ZstdOptions{});
  return std::make_unique<Inflater>(InflateOptions{.format = FormatOf(kind)});
}

std::unique_ptr<Codec> Compressor(size_t kind) {
  if (kind == 4) {
    return std::make_unique<BrotliCompressor>(
        BrotliOptions{.params = {{BROTLI_PARAM_QUALITY, 2}}});
  }
  if (kind == 5) return std::make_unique<ZstdCompressor>(ZstdOptions{});
  const Format format =
      FormatOf(kind) == Format::kAuto ? Format::kGzip : FormatOf(kind);
  return std::make_unique<Deflater>(DeflateOptions{.format = format});
}

struct Result {
  Outcome outcome = Outcome::kMore;
  std::vector<uint8_t> output;
  size_t consumed = 0;
};

/// Feeds the bytes in pieces of random sizes, through windows of random sizes.
Result FeedCut(Codec& codec, Bytes data, int finish, uint32_t random) {
  Result result;
  const size_t size = data.size();
  while (true) {
    random = random * 1664525 + 1013904223;
    const size_t cut = std::min<size_t>(1 + (random >> 26), data.size());
    // A copy of exactly this size: one byte beyond is the sanitizer's.
    const std::vector<uint8_t> piece(data.begin(),
                                     data.begin() + static_cast<long>(cut));
    std::vector<uint8_t> space(1 + (random >> 8) % 300);
    Window window = {piece, space};
    const bool last = cut == data.size();
    result.outcome = codec.Step(window, last ? finish : kProcess);
    const size_t produced = space.size() - window.output.size();
    result.output.insert(result.output.end(), space.begin(),
                         space.begin() + static_cast<long>(produced));
    const size_t used = cut - window.input.size();
    data = data.subspan(used);
    CHECK(used > 0 || produced > 0 || result.outcome != Outcome::kMore || last);
    if (result.outcome == Outcome::kFailed || result.output.size() > kLimit)
      break;
    if (result.outcome == Outcome::kEnd && (!window.input.empty() || last))
      break;
    if (last && result.outcome == Outcome::kMore && !window.output.empty())
      break;
  }
  result.consumed = size - data.size();
  return result;
}

void Read(size_t kind, Bytes data, uint32_t random) {
  const int finish = kFinishOf[kind];
  const std::unique_ptr<Codec> one = Decompressor(kind);
  Whole whole(*one, data, finish, kLimit);
  const Whole::State state = whole.RunToEnd();
  const std::unique_ptr<Codec> other = Decompressor(kind);
  const Result cut = FeedCut(*other, data, finish, random);
  if (state == Whole::State::kDone) {
    CHECK(cut.outcome == Outcome::kEnd);
    CHECK(std::ranges::equal(cut.output, whole.output().bytes()));
  } else if (state == Whole::State::kFailed) {
    CHECK(cut.outcome != Outcome::kEnd);
  }
  if (kind >= 4) return;
  QuickDeflate quick;
  Output output(kLimit);
  if (quick.Decompress(FormatOf(kind), data, output) ==
          QuickDeflate::Result::kDone &&
      state == Whole::State::kDone) {
    CHECK(std::ranges::equal(output.bytes(), whole.output().bytes()));
  }
}

void Write(size_t kind, Bytes data, uint32_t random) {
  const int finish = kFinishOf[kind];
  const std::unique_ptr<Codec> compressor = Compressor(kind);
  const Result packed = FeedCut(*compressor, data, finish, random);
  CHECK(packed.outcome == Outcome::kEnd);
  const std::unique_ptr<Codec> decompressor = Decompressor(kind);
  const Result read =
      FeedCut(*decompressor, packed.output, finish, random ^ 0x5555);
  CHECK(read.outcome == Outcome::kEnd);
  CHECK(std::ranges::equal(read.output, data));
}

void Run(Bytes data) {
  if (data.size() < 2) return;
  const size_t kind = data[0] % kKinds;
  const uint32_t random = data[1] + 1u;
  data = data.subspan(2);
  Read(kind, data, random);
  Write(kind, data, random);
}

}  // namespace
}  // namespace rondo::compress

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  rondo::compress::Run({data, size});
  return 0;
}
