// Parser: cuts a byte stream into requests (RFC 9112), on llhttp.
#pragma once

#include <llhttp.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/http/request_head.h"

namespace rondo::http {

struct ParserLimits {
  /// Target, names and values of a header section; also of the trailers.
  uint32_t max_header_size = 16 * 1024;
  /// White space and such count too, but only against this many times the above.
  static constexpr uint32_t kRawHeadFactor = 4;
  /// Names and values of the chunk extensions of one body.
  static constexpr uint32_t kMaxChunkExtensions = 16 * 1024;
  bool require_host = true;
  bool lenient = false;
};

/// Why the input is no request; see ClientError.
struct ParseError {
  std::string_view code;
  std::string_view reason;
  uint16_t status = 400;
  /// HTTP/1.1 without Host: Node answers this one as a response of the server.
  bool missing_host = false;
};

/// Pulls events out of input. Nothing is called back: the caller may do what it
/// likes between two events. Pooled: an idle connection owns no parser.
class Parser {
 public:
  enum class Event {
    kNeedInput,  // all of the input is consumed
    kHead,       // head() is valid until the next call
    kBody,       // body() is a piece of the input
    kEnd,        // the message with a body is complete; trailers() is valid
    kUpgrade,    // after kHead with `upgrade` that was not declined: the rest of
                 // the input is not HTTP
    kError,      // error() says why; nothing more comes
  };

  explicit Parser(const ParserLimits& limits);
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  /// Ready for a new connection.
  void Reset(const ParserLimits& limits);
  /// Consumes from the front of `input` until there is an event.
  Event Next(std::string_view& input);

  const RequestHead& head() const { return head_; }
  std::string_view body() const { return body_; }
  /// Complete lines, without the empty one.
  std::string_view trailers() const { return trailers_; }
  const ParseError& error() const { return error_; }
  /// After kHead with head().upgrade: treat it as an ordinary request.
  void DeclineUpgrade();

  /// No message begun: the next byte belongs to a new request.
  bool at_boundary() const { return state_ == State::kBoundary; }
  /// A head is incomplete.
  bool in_head() const { return state_ == State::kHead; }

 private:
  friend struct ParserCallbacks;
  enum class State : uint8_t { kBoundary, kHead, kBody, kUpgrade, kDead };

  Event Run(std::string_view& input);
  Event FinishHead(std::string_view& input, const char* end);
  bool ReadHead();
  bool ReadTransferEncoding(std::string_view value);
  Event Fail(std::string_view code, std::string_view reason,
             uint16_t status = 400);

  llhttp_t llhttp_;
  State state_ = State::kBoundary;
  bool head_complete_ = false;
  bool message_complete_ = false;
  bool trailer_value_open_ = false;
  uint32_t header_bytes_ = 0;
  uint32_t chunk_extension_bytes_ = 0;
  ParserLimits limits_;
  RequestHead head_;
  ParseError error_;
  std::string_view body_;
  /// A head that arrived in pieces.
  std::string carry_;
  std::string trailers_;
};

}  // namespace rondo::http
