// ParserLimits: what a Parser accepts.
#pragma once

#include <cstddef>
#include <cstdint>

namespace rondo::http {

struct ParserLimits {
  /// Bytes of target, names and values of a header section; of trailers too.
  uint32_t max_header_size = 16 * 1024;
  bool require_host = true;
  /// Accept what llhttp's lenient flags accept.
  bool lenient = false;

  /// Everything between, white space say, may make a head this many times
  /// longer than max_header_size, and no more.
  static constexpr size_t kRawHeadFactor = 4;
  /// Bytes of names and values of the chunk extensions of one body.
  static constexpr uint32_t kMaxChunkExtensions = 16 * 1024;

  friend bool operator==(const ParserLimits&, const ParserLimits&) = default;
};

}  // namespace rondo::http
