// RequestHead: what the parser knows about a request when its header section
// has arrived.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/http/message/message_head.h"
#include "core/http/message/method.h"

namespace rondo::http {

/// `Expect` of the request (RFC 9110, 10.1.1).
enum class Expectation : uint8_t {
  kNone,
  kContinue,  // "100-continue", on HTTP/1.1 only
  kOther,     // anything else: 417 unless the program knows better
};

/// `upgrade`: CONNECT, or `Connection: upgrade` with an Upgrade header.
/// `has_body`: OnRequestEnd will be called.
struct RequestHead : MessageHead {
  /// The request target, part of `raw`.
  std::string_view target;
  Method method = Method::kGet;
  Expectation expectation = Expectation::kNone;
};

}  // namespace rondo::http
