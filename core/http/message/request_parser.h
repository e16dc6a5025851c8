// RequestParser: cuts a byte stream into requests.
#pragma once

#include <string_view>

#include "core/http/message/fields_memo.h"
#include "core/http/message/message_parser.h"
#include "core/http/message/parser_limits.h"
#include "core/http/message/request_head.h"

namespace rondo::http {

/// Pooled: an idle connection owns no parser.
class RequestParser final : public MessageParser {
 public:
  /// `memo` (may be null) outlives the parser.
  explicit RequestParser(const ParserLimits& limits, FieldsMemo* memo = nullptr)
      : MessageParser(HTTP_REQUEST), memo_(memo) {
    Reset(limits);
  }

  /// Ready for a new connection.
  void Reset(const ParserLimits& limits);
  /// Consumes from the front of `input` until there is an event.
  Event Next(std::string_view& input);

  const RequestHead& head() const { return head_; }
  /// After kHead with head().upgrade: take it as an ordinary request. Not for
  /// CONNECT, behind which no HTTP can follow.
  void DeclineUpgrade();

  /// Can serve another connection as it is.
  bool reusable(const ParserLimits& limits) const {
    return at_boundary() && head_.keep_alive && limits == this->limits();
  }

 private:
  bool TakeRepeatedHead(std::string_view& input);
  void Memorize();
  bool CheckHead();
  bool CheckLine(std::string_view line);
  bool CheckLenientCodings();
  void TakeExpectation(std::string_view value);

  FieldsMemo* const memo_;
  bool chunked_last_;  // while CheckHead runs: "chunked" was the last coding
  uint8_t host_count_;
  RequestHead head_;
};

}  // namespace rondo::http
