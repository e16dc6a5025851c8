// ResponseHead: what the parser knows about a response when its header section
// has arrived.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/http/message/message_head.h"

namespace rondo::http {

/// `upgrade`: 101 with an Upgrade header, or success for a CONNECT.
struct ResponseHead : MessageHead {
  /// 100 to 999.
  uint16_t status = 0;
  /// The reason phrase, perhaps empty: part of `raw`.
  std::string_view reason;
  /// The body ends with the connection (RFC 9112, 6.3).
  bool until_close = false;

  /// 100, 102, 103 ...: another response to the same request follows.
  bool informational() const {
    return status >= 100 && status < 200 && status != 101;
  }
};

}  // namespace rondo::http
