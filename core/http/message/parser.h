// Parser: cuts a byte stream into requests (RFC 9112), on llhttp.
#pragma once

#include <llhttp.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/http/message/fields_memo.h"
#include "core/http/message/parser_limits.h"
#include "core/http/message/request_head.h"

namespace rondo::http {

/// Why the input is no request; see ClientError. Views have static storage.
struct ParseError {
  std::string_view code;
  std::string_view reason;
  uint16_t status = 400;
  /// HTTP/1.1 without Host: Node answers this one with Date and chunks.
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
    kEnd,        // a message with a body is complete; trailers() is valid
    kUpgrade,    // after a kHead with `upgrade` that was not declined: the rest
                 // of the input is not HTTP
    kError,      // error() says why; the input now begins at the error
  };

  /// `memo` (may be null) outlives the parser.
  explicit Parser(const ParserLimits& limits, FieldsMemo* memo = nullptr)
      : memo_(memo) {
    Reset(limits);
  }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  /// Ready for a new connection.
  void Reset(const ParserLimits& limits);
  /// Consumes from the front of `input` until there is an event.
  Event Next(std::string_view& input);
  /// The input has ended. False: in the middle of a request; error() says so.
  /// True behind a head with a body that was not complete: it is now.
  bool Finish();

  const RequestHead& head() const { return head_; }
  std::string_view body() const { return body_; }
  /// Complete lines, "name: value\r\n" each.
  std::string_view trailers() const { return trailers_; }
  const ParseError& error() const { return error_; }
  /// After kHead with head().upgrade: take it as an ordinary request. Not for
  /// CONNECT, behind which no HTTP can follow.
  void DeclineUpgrade();

  /// No request begun: the next byte belongs to a new one.
  bool at_boundary() const { return state_ == State::kBoundary; }
  /// Can serve another connection as it is.
  bool reusable(const ParserLimits& limits) const {
    return at_boundary() && head_.keep_alive && limits == limits_;
  }
  /// A head is incomplete.
  bool in_head() const { return state_ == State::kHead; }
  /// There was an error: nothing follows.
  bool dead() const { return state_ == State::kDead; }
  /// For who asks later where it was: see ClientError.
  void set_error_place(size_t bytes) { error_place_ = bytes; }
  size_t error_place() const { return error_place_; }

 private:
  friend struct ParserCallbacks;
  enum class State : uint8_t { kBoundary, kHead, kBody, kUpgrade, kDead };

  void Begin();
  bool ExecuteSpaced(std::string_view text, llhttp_errno_t& result,
                     size_t& taken);
  bool TakeRepeatedHead(std::string_view& input);
  Event FinishHead(const char* begin, const char* end);
  void Memorize();
  bool CheckHead();
  bool CheckLine(std::string_view line);
  bool CheckTransferEncoding(std::string_view value);
  bool CheckLenientCodings();
  void TakeExpectation(std::string_view value);
  bool Reject(std::string_view code, std::string_view reason,
              uint16_t status = 400);
  void CountUpTo(const char* error);
  bool CheckRawSize(size_t size);
  Event FailFromLlhttp();

  FieldsMemo* memo_;
  llhttp_t llhttp_;
  State state_;
  bool head_complete_;
  bool message_complete_;
  bool chunked_last_;  // while CheckHead runs: "chunked" was the last coding
  uint8_t host_count_;
  uint32_t header_bytes_;
  uint32_t extension_bytes_;
  ParserLimits limits_;
  RequestHead head_;
  ParseError error_;
  size_t error_place_ = 0;
  std::string_view body_;
  std::string carry_;  // a head that arrives in pieces
  std::string trailers_;
};

}  // namespace rondo::http
