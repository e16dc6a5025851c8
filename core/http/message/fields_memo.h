// FieldsMemo: header sections that were parsed before.
//
// A client sends the same fields with each of its requests (what differs is the
// request line), and many clients send the same ones. A section that comes
// again, byte for byte, is not parsed again: comparing costs a tenth.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/http/message/parser_limits.h"

namespace rondo::http {

/// The last few header sections of requests that had neither body nor upgrade
/// nor expectation, on HTTP/1.1, and kept their connection: all that is to be
/// known about them is that they are valid. One a server.
class FieldsMemo {
 public:
  /// A longer section is not kept.
  static constexpr size_t kMaxSize = 1024;
  static constexpr size_t kEntries = 4;

  struct Entry {
    /// Header lines with the empty line behind them.
    std::string text;
    /// Bytes of its names and values, which limits are about.
    uint32_t counted = 0;
  };

  /// The entry that `input` begins with, or null. What was learnt under other
  /// limits is forgotten.
  const Entry* Find(std::string_view input, const ParserLimits& limits);
  /// Keeps a copy, in the place of the oldest. Not what was learnt under other
  /// limits than those of the last Find.
  void Add(std::string_view text, uint32_t counted, const ParserLimits& limits);

 private:
  std::array<Entry, kEntries> entries_;
  size_t recent_ = 0;  // found or added last: tried first
  size_t next_ = 0;    // to be overwritten
  ParserLimits limits_;
};

}  // namespace rondo::http
