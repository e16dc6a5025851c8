// Codec: a compressor or decompressor of one stream, fed piece by piece. The
// implementations (zlib, brotli, zstd) are a file each.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace rondo::compress {

/// Where a step reads and writes. The step moves their beginnings: what is left
/// of `input` was not used, what is left of `output` was not written.
struct Window {
  std::span<const uint8_t> input;
  std::span<uint8_t> output;
};

enum class Outcome : uint8_t {
  /// The input is used up, or the output is full, or both.
  kMore,
  /// The stream has ended. Input that is left is not part of it.
  kEnd,
  /// failure() says why. Only Reset brings the codec back.
  kFailed,
};

/// Why a step failed, in the words of its library.
struct Failure {
  std::string code;  // "Z_DATA_ERROR"
  int number = 0;    // the library's own
  std::string message;
};

/// The flush kind 0 of every codec: take the input, and write what there is.
inline constexpr int kProcess = 0;

/// Not thread-safe; each step may be on another thread.
class Codec {
 public:
  Codec() = default;
  Codec(const Codec&) = delete;
  Codec& operator=(const Codec&) = delete;
  virtual ~Codec() = default;

  /// Whether it took its options. Otherwise failure() says what was refused,
  /// and nothing else is asked for.
  virtual bool ok() const { return true; }
  /// Goes on until the input is used up and all that `flush` (a number of the
  /// library's: Z_SYNC_FLUSH) asks for is written, or until the output is full;
  /// then it is to be called again with the same kind. `output` is not empty.
  virtual Outcome Step(Window& window, int flush) = 0;
  /// Begins a new stream with the same options. False: failure() says why.
  virtual bool Reset() = 0;
  /// Of a deflating codec, between two steps. False: failure() says why.
  virtual bool SetParams(int level, int strategy) {
    static_cast<void>(level);
    static_cast<void>(strategy);
    return true;
  }
  /// All input of the stream that begins now will be so many bytes: a hint.
  virtual void ExpectInput(size_t bytes) { static_cast<void>(bytes); }

  /// Bytes that it holds, or will as soon as it is used.
  virtual size_t memory() const = 0;
  /// About how long a step takes, in ns, for so much input and room.
  virtual uint64_t EstimateNs(size_t input, size_t room) const = 0;
  /// Input of a step that takes some milliseconds.
  virtual size_t piece() const { return 256 * 1024; }

  const Failure& failure() const { return failure_; }

 protected:
  Outcome Fail(std::string code, int number, std::string message) {
    failure_ = {std::move(code), number, std::move(message)};
    return Outcome::kFailed;
  }
  /// The input has ended inside of the stream.
  Outcome FailTruncated() {
    return Fail("Z_BUF_ERROR", -5, "unexpected end of file");
  }

 private:
  Failure failure_;
};

}  // namespace rondo::compress
