// MessageHead: what requests and responses have in common when the header
// section has arrived; HeaderCursor walks its lines.
#pragma once

#include <cstdint>
#include <string_view>

namespace rondo::http {

/// All views point into one contiguous piece of memory that dies when the
/// callback that got the head returns: copy what must live on.
struct MessageHead {
  /// Start line and header lines as they arrived, from the first letter to the
  /// empty line's LF. Checked: every header line is
  /// `name ":" OWS value OWS CRLF` with a token before the colon (with
  /// `lenient` a line may also end in a bare LF, and be folded).
  std::string_view raw;
  /// Offset in `raw` of the first header line.
  uint32_t headers_offset = 0;
  /// Of HTTP/1.x: 0 or 1.
  uint8_t minor_version = 1;
  /// The sender lets the connection be kept (version and Connection header; of
  /// a response also: its end is not that of the connection).
  bool keep_alive = true;
  /// What follows is not HTTP; see RequestHead and ResponseHead.
  bool upgrade = false;
  /// A body (possibly of length 0 when chunked) follows. False: the message is
  /// complete with its head.
  bool has_body = false;
  bool chunked = false;
  /// Meaningful when has_body, not chunked and, of a response, not until_close.
  uint64_t content_length = 0;
};

/// Walks the header lines of a head, in order:
///
///   HeaderCursor cursor(head);
///   while (cursor.Next()) use(cursor.name(), cursor.value());
class HeaderCursor {
 public:
  explicit HeaderCursor(const MessageHead& head)
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

/// Without spaces and tabs at both ends, nor a line's end behind it.
std::string_view TrimBlanks(std::string_view text);

}  // namespace rondo::http
