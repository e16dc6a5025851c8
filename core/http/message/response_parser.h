// ResponseParser: cuts a byte stream into responses.
#pragma once

#include <string_view>

#include "core/http/message/message_parser.h"
#include "core/http/message/method.h"
#include "core/http/message/parser_limits.h"
#include "core/http/message/response_head.h"

namespace rondo::http {

/// Where a response ends depends on the request that it answers, so the caller
/// says which before the first byte of each (RFC 9112, 6.3).
class ResponseParser final : public MessageParser {
 public:
  explicit ResponseParser(const ParserLimits& limits)
      : MessageParser(HTTP_RESPONSE) {
    Reset(limits);
  }

  /// Ready for a new connection. `limits.require_host` says nothing here.
  void Reset(const ParserLimits& limits);
  /// The method of the request that is answered next; holds until the next
  /// call. A response with head().informational() leaves it as it is. Only
  /// between messages.
  void Expect(Method request);
  /// Consumes from the front of `input` until there is an event.
  Event Next(std::string_view& input);

  const ResponseHead& head() const { return head_; }

 private:
  bool CheckHead();
  bool CheckCodings();

  ResponseHead head_;
};

}  // namespace rondo::http
