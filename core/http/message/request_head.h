// RequestHead: what the parser knows about a request when its header section
// has arrived.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/http/message/method.h"

namespace rondo::http {

/// `Expect` of the request (RFC 9110, 10.1.1).
enum class Expectation : uint8_t {
  kNone,
  kContinue,  // "100-continue", on HTTP/1.1 only
  kOther,     // anything else: 417 unless the program knows better
};

/// All views point into one contiguous piece of memory that dies when the
/// callback that got the head returns: copy what must live on.
struct RequestHead {
  /// Request line and header lines as they arrived, from the method's first
  /// letter to the empty line's LF. Checked: every header line is
  /// `name ":" OWS value OWS CRLF` with a token before the colon (with
  /// `lenient` a line may also end in a bare LF, and be folded).
  std::string_view raw;
  /// The request target, part of `raw`.
  std::string_view target;
  /// Offset in `raw` of the first header line.
  uint32_t headers_offset = 0;
  Method method = Method::kGet;
  /// Of HTTP/1.x: 0 or 1.
  uint8_t minor_version = 1;
  Expectation expectation = Expectation::kNone;
  /// The client wants the connection kept (version and Connection header).
  bool keep_alive = true;
  /// CONNECT, or `Connection: upgrade` with an Upgrade header.
  bool upgrade = false;
  /// A body (possibly of length 0 when chunked) follows: OnRequestEnd will be
  /// called. False: the request is complete with its head.
  bool has_body = false;
  bool chunked = false;
  /// Meaningful when has_body and not chunked.
  uint64_t content_length = 0;
};

/// Walks the header lines of a head, in order:
///
///   HeaderCursor cursor(head);
///   while (cursor.Next()) use(cursor.name(), cursor.value());
class HeaderCursor {
 public:
  explicit HeaderCursor(const RequestHead& head)
      : rest_(head.raw.substr(head.headers_offset)) {}
  /// Over header lines alone (trailers).
  explicit HeaderCursor(std::string_view lines) : rest_(lines) {}

  /// False at the end.
  bool Next();
  /// As it was sent.
  std::string_view name() const { return name_; }
  /// Without the white space around it.
  std::string_view value() const { return value_; }

 private:
  std::string_view rest_;
  std::string_view name_;
  std::string_view value_;
};

/// ASCII, without regard to case.
bool EqualsIgnoreCase(std::string_view a, std::string_view b);

}  // namespace rondo::http
