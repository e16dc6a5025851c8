// MessageParser: cuts a byte stream into messages (RFC 9112), on llhttp. What
// RequestParser and ResponseParser have in common; neither knows of a
// connection.
#pragma once

#include <llhttp.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/http/message/message_head.h"
#include "core/http/message/parser_limits.h"

namespace rondo::http {

/// Why the input is no message. Views have static storage.
struct ParseError {
  std::string_view code;
  std::string_view reason;
  /// Of a request: what the answer to it is (ClientError).
  uint16_t status = 400;
  /// HTTP/1.1 without Host: Node answers this one with Date and chunks.
  bool missing_host = false;
};

/// Pulls events out of input, by Next of the derived classes. Nothing is called
/// back: the caller may do what it likes between two events.
class MessageParser {
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

  MessageParser(const MessageParser&) = delete;
  MessageParser& operator=(const MessageParser&) = delete;

  /// The input has ended. False: in the middle of a message; error() says so.
  /// True behind a head with a body that was not complete: it is now.
  bool Finish();

  std::string_view body() const { return body_; }
  /// Complete lines, "name: value\r\n" each.
  std::string_view trailers() const { return trailers_; }
  const ParseError& error() const { return error_; }

  /// No message begun: the next byte belongs to a new one.
  bool at_boundary() const { return state_ == State::kBoundary; }
  /// A head is incomplete.
  bool in_head() const { return state_ == State::kHead; }
  /// There was an error: nothing follows.
  bool dead() const { return state_ == State::kDead; }
  /// For who asks later where it was: see ClientError.
  void set_error_place(size_t bytes) { error_place_ = bytes; }
  size_t error_place() const { return error_place_; }

 protected:
  enum class State : uint8_t { kBoundary, kHead, kBody, kUpgrade, kDead };

  explicit MessageParser(llhttp_type_t type) : type_(type) {}
  ~MessageParser() = default;

  /// Ready for a new connection.
  void Reset(const ParserLimits& limits);
  /// llhttp as it is before the first byte of a connection.
  void Begin();
  /// At a boundary: drops the empty lines before a message. False: there is
  /// nothing else.
  static bool SkipEmptyLines(std::string_view& input);
  /// At a boundary, with input that begins a message.
  void BeginHead();
  /// Consumes from the front of `input` until there is an event. kHead: raw()
  /// is the head, of which `FinishHead` and the caller's own checks follow.
  Event Run(std::string_view& input);
  std::string_view raw() const { return raw_; }
  /// What llhttp knows of the head that Run has found. False: there is an
  /// error.
  bool FinishHead(MessageHead& head);
  /// Behind a head that is good. `upgrade`: no HTTP follows.
  void LeaveHead(bool upgrade);
  /// The upgrade is none after all; `has_body` as in its head.
  void TakeBodyAfterAll(bool has_body);
  /// Always false.
  bool Reject(std::string_view code, std::string_view reason,
              uint16_t status = 400);
  Event Fail();
  bool CheckRawSize(size_t size);

  const ParserLimits& limits() const { return limits_; }
  const llhttp_t& llhttp() const { return llhttp_; }
  bool has_codings() const {
    return (llhttp_.flags & F_TRANSFER_ENCODING) != 0;
  }
  State state() const { return state_; }
  /// Bytes of the start line, names and values.
  uint32_t header_bytes() const { return header_bytes_; }
  void mark_missing_host() { error_.missing_host = true; }

  /// ResponseParser's: by the request that it answers, the response has no
  /// body, or what follows its success is a tunnel.
  enum class Answers : uint8_t { kRequest, kHead, kConnect };
  Answers answers_ = Answers::kRequest;

 private:
  friend struct ParserCallbacks;

  bool ExecuteSpaced(std::string_view text, llhttp_errno_t& result,
                     size_t& taken);
  bool TakeHeadBytes(const char* begin, const char* end);
  void CountUpTo(const char* error);

  const llhttp_type_t type_;
  llhttp_t llhttp_;
  State state_;
  bool head_complete_;
  bool message_complete_;
  bool has_body_;
  uint32_t header_bytes_;
  uint32_t extension_bytes_;
  ParserLimits limits_;
  ParseError error_;
  size_t error_place_ = 0;
  std::string_view raw_;
  std::string_view body_;
  std::string carry_;  // a head that arrives in pieces
  std::string trailers_;
};

}  // namespace rondo::http
