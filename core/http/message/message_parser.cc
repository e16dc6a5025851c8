#include "core/http/message/message_parser.h"

#include <algorithm>
#include <cstring>

#include "core/base/check.h"
#include "core/http/message/status.h"

namespace rondo::http {

/// What llhttp calls. Heads and bodies pause it, so that our callers run
/// outside of it; header names and values are only counted, and cut from the
/// head's bytes afterwards.
struct ParserCallbacks {
  static MessageParser& Self(llhttp_t* llhttp) {
    return *static_cast<MessageParser*>(llhttp->data);
  }

  static int CountHeader(llhttp_t* llhttp, const char*, size_t size) {
    MessageParser& parser = Self(llhttp);
    parser.header_bytes_ += size;
    if (parser.header_bytes_ < parser.limits_.max_header_size) return 0;
    parser.Reject("HPE_HEADER_OVERFLOW", "Header overflow", 431);
    return HPE_USER;
  }

  static int HeadersComplete(llhttp_t* llhttp) {
    MessageParser& parser = Self(llhttp);
    parser.head_complete_ = true;
    if (llhttp->type == HTTP_RESPONSE) LookAtResponse(parser, llhttp);
    parser.has_body_ = HasBody(*llhttp);
    // A message without a body goes on to MessageComplete in one go.
    return parser.has_body_ || llhttp->upgrade ? HPE_PAUSED : 0;
  }

  static void LookAtResponse(const MessageParser& parser, llhttp_t* llhttp) {
    using Answers = MessageParser::Answers;
    // A sender that has learnt of neither did not mean what it says (RFC 9112,
    // 6.1): such a connection is not used again.
    if (llhttp->http_minor == 0 && (llhttp->flags & F_TRANSFER_ENCODING) != 0) {
      llhttp->flags &= ~F_CONNECTION_KEEP_ALIVE;
    }
    // A switch to no protocol that it names: whatever follows, it is not
    // another response.
    if (llhttp->status_code == 101 && llhttp->upgrade == 0) {
      llhttp->flags |= F_CONNECTION_CLOSE;
    }
    // By its status, too, which llhttp does not look at where a coding is
    // named.
    if (parser.answers_ == Answers::kHead ||
        StatusForbidsBody(llhttp->status_code)) {
      llhttp->flags |= F_SKIPBODY;
    }
    if (parser.answers_ == Answers::kConnect && llhttp->status_code >= 200 &&
        llhttp->status_code < 300) {
      // Whatever lengths it names (RFC 9110, 9.3.6).
      llhttp->flags |= F_SKIPBODY;
      llhttp->upgrade = 1;
    }
  }

  /// As llhttp itself will see it.
  static bool HasBody(const llhttp_t& llhttp) {
    const bool coded = (llhttp.flags & (F_CHUNKED | F_TRANSFER_ENCODING)) != 0;
    const bool sized = (llhttp.flags & F_CONTENT_LENGTH) != 0;
    if (llhttp.type == HTTP_REQUEST) {
      return coded || (sized && llhttp.content_length > 0);
    }
    if ((llhttp.flags & F_SKIPBODY) != 0) return false;
    return coded || !sized || llhttp.content_length > 0;
  }

  static int Body(llhttp_t* llhttp, const char* data, size_t size) {
    Self(llhttp).body_ = {data, size};
    return HPE_PAUSED;
  }

  static int MessageComplete(llhttp_t* llhttp) {
    Self(llhttp).message_complete_ = true;
    return HPE_PAUSED;
  }

  static int CountExtension(llhttp_t* llhttp, const char*, size_t size) {
    MessageParser& parser = Self(llhttp);
    parser.extension_bytes_ += size;
    if (parser.extension_bytes_ <= ParserLimits::kMaxChunkExtensions) return 0;
    parser.Reject("HPE_CHUNK_EXTENSIONS_OVERFLOW", "Chunk extensions overflow",
                  413);
    return HPE_USER;
  }

  static int TrailerText(llhttp_t* llhttp, const char* data, size_t size) {
    Self(llhttp).trailers_.append(data, size);
    return CountHeader(llhttp, data, size);
  }
  static int TrailerNameComplete(llhttp_t* llhttp) {
    Self(llhttp).trailers_.append(": ");
    return 0;
  }
  static int TrailerValueComplete(llhttp_t* llhttp) {
    Self(llhttp).trailers_.append("\r\n");
    return 0;
  }

  static constexpr llhttp_settings_t Common() {
    llhttp_settings_t settings{};
    settings.on_headers_complete = HeadersComplete;
    settings.on_message_complete = MessageComplete;
    settings.on_body = Body;
    settings.on_chunk_extension_name = CountExtension;
    settings.on_chunk_extension_value = CountExtension;
    return settings;
  }
  static constexpr llhttp_settings_t ForHead() {
    llhttp_settings_t settings = Common();
    settings.on_url = CountHeader;
    settings.on_status = CountHeader;
    settings.on_header_field = CountHeader;
    settings.on_header_value = CountHeader;
    return settings;
  }
  static constexpr llhttp_settings_t ForBody() {
    llhttp_settings_t settings = Common();
    settings.on_header_field = TrailerText;
    settings.on_header_value = TrailerText;
    settings.on_header_field_complete = TrailerNameComplete;
    settings.on_header_value_complete = TrailerValueComplete;
    return settings;
  }
};

namespace {

constexpr llhttp_settings_t kHeadSettings = ParserCallbacks::ForHead();
constexpr llhttp_settings_t kBodySettings = ParserCallbacks::ForBody();

void Use(llhttp_t& llhttp, const llhttp_settings_t& settings) {
  // llhttp only reads them.
  llhttp.settings = const_cast<llhttp_settings_t*>(&settings);
}

constexpr size_t kKeptCarry = 4096;

}  // namespace

void MessageParser::Begin() {
  llhttp_init(&llhttp_, type_, &kHeadSettings);
  llhttp_.data = this;
  if (limits_.lenient) {
    llhttp_set_lenient_headers(&llhttp_, 1);
    llhttp_set_lenient_chunked_length(&llhttp_, 1);
    llhttp_set_lenient_keep_alive(&llhttp_, 1);
    llhttp_set_lenient_transfer_encoding(&llhttp_, 1);
    llhttp_set_lenient_version(&llhttp_, 1);
    llhttp_set_lenient_data_after_close(&llhttp_, 1);
    llhttp_set_lenient_optional_lf_after_cr(&llhttp_, 1);
    llhttp_set_lenient_optional_cr_before_lf(&llhttp_, 1);
    llhttp_set_lenient_optional_crlf_after_chunk(&llhttp_, 1);
    llhttp_set_lenient_spaces_after_chunk_size(&llhttp_, 1);
  }
}

void MessageParser::Reset(const ParserLimits& limits) {
  limits_ = limits;
  Begin();
  state_ = State::kBoundary;
  head_complete_ = message_complete_ = false;
  header_bytes_ = extension_bytes_ = 0;
  // A long head's memory is not kept for the short ones that follow.
  if (carry_.capacity() > kKeptCarry) carry_ = {};
  carry_.clear();
  trailers_ = {};
  error_ = {};
}

bool MessageParser::Reject(std::string_view code, std::string_view reason,
                           uint16_t status) {
  error_ = {.code = code, .reason = reason, .status = status};
  return false;
}

/// llhttp reports the bytes of a name or a value that an error cuts short only
/// when they came in a piece before the error. Here they count as well: which
/// limit is exceeded, and whether that is before the error, must not depend on
/// the pieces.
void MessageParser::CountUpTo(const char* error) {
  const auto* begin = static_cast<const char*>(llhttp_._span_pos0);
  if (begin == nullptr || begin >= error) return;
  const auto report =
      reinterpret_cast<int (*)(llhttp_t*, const char*, const char*)>(
          llhttp_._span_cb0);
  report(&llhttp_, begin, error);
}

bool MessageParser::CheckRawSize(size_t size) {
  if (size <= ParserLimits::kRawHeadFactor * limits_.max_header_size) {
    return true;
  }
  return Reject("HPE_HEADER_OVERFLOW", "Header overflow", 431);
}

MessageParser::Event MessageParser::Fail() {
  state_ = State::kDead;
  if (error_.code.empty() && llhttp_get_errno(&llhttp_) == HPE_PAUSED_UPGRADE) {
    // It waits behind a 101 of its own accord, also behind one that is none.
    Reject("HPE_CLOSED_CONNECTION", "Data after a switch to no protocol");
  }
  if (error_.code.empty()) {
    Reject(llhttp_errno_name(llhttp_get_errno(&llhttp_)),
           llhttp_get_error_reason(&llhttp_) != nullptr
               ? llhttp_get_error_reason(&llhttp_)
               : "Parse Error");
  }
  return Event::kError;
}

bool MessageParser::SkipEmptyLines(std::string_view& input) {
  while (!input.empty() && (input[0] == '\r' || input[0] == '\n')) {
    input.remove_prefix(1);
  }
  return !input.empty();
}

void MessageParser::BeginHead() {
  state_ = State::kHead;
  head_complete_ = message_complete_ = false;
  header_bytes_ = 0;
  if (!carry_.empty()) carry_.clear();
}

MessageParser::Event MessageParser::Run(std::string_view& input) {
  if (state_ == State::kUpgrade) return Event::kUpgrade;
  if (state_ == State::kDead) return Event::kError;
  if (llhttp_get_errno(&llhttp_) == HPE_PAUSED) llhttp_resume(&llhttp_);

  body_ = {};
  const char* begin = input.data();
  llhttp_errno_t result = llhttp_execute(&llhttp_, begin, input.size());
  const char* end =
      result == HPE_OK ? begin + input.size() : llhttp_get_error_pos(&llhttp_);
  // An error found in a piece's last state has no place of its own.
  if (end == nullptr) end = begin;
  bool counted = false;
  if (result == HPE_INVALID_CONTENT_LENGTH && state_ == State::kHead &&
      error_.code.empty()) [[unlikely]] {
    // Or nothing but a tab behind it.
    std::string text = carry_;
    text.append(input);
    size_t taken = 0;
    counted = ExecuteSpaced(text, result, taken);
    if (counted) end = begin + (std::max(taken, carry_.size()) - carry_.size());
  }
  input.remove_prefix(end - begin);

  if (result != HPE_OK && result != HPE_PAUSED) {
    if (error_.code.empty() && !counted) CountUpTo(end);
    if (state_ == State::kHead) CheckRawSize(carry_.size() + (end - begin));
    return Fail();
  }
  if (state_ == State::kHead) {
    if (head_complete_) {
      return TakeHeadBytes(begin, end) ? Event::kHead : Fail();
    }
    carry_.append(begin, end - begin);
    return CheckRawSize(carry_.size()) ? Event::kNeedInput : Fail();
  }
  if (!body_.empty()) return Event::kBody;
  if (message_complete_) {
    state_ = State::kBoundary;
    if (trailers_.empty()) {
      Use(llhttp_, kHeadSettings);
    } else {
      // llhttp takes a trailer for one of the head's fields: `Connection:
      // close` there has it refuse all that follows, on whatever connection. A
      // trailer says nothing about the connection (RFC 9110, 6.5.1).
      Begin();
    }
    return Event::kEnd;
  }
  return Event::kNeedInput;
}

/// llhttp takes a tab behind the value of Connection or Content-Length for a
/// part of it, which it is not (OWS, RFC 9110, 5.6.3). So it reads a head that
/// has one again, with spaces for the tabs of its fields. False: there is none.
bool MessageParser::ExecuteSpaced(std::string_view text, llhttp_errno_t& result,
                                  size_t& taken) {
  const size_t fields = text.find('\n');
  if (fields == std::string_view::npos ||
      text.find('\t', fields) == std::string_view::npos) {
    return false;
  }
  std::string spaced(text);
  std::replace(spaced.begin() + fields, spaced.end(), '\t', ' ');
  Begin();
  head_complete_ = message_complete_ = false;
  header_bytes_ = 0;
  result = llhttp_execute(&llhttp_, spaced.data(), spaced.size());
  const char* const end = result == HPE_OK ? spaced.data() + spaced.size()
                                           : llhttp_get_error_pos(&llhttp_);
  taken = end == nullptr ? 0 : end - spaced.data();
  if (result != HPE_OK && result != HPE_PAUSED && error_.code.empty()) {
    CountUpTo(end);
  }
  return true;
}

/// The head ends here. False: it is none.
bool MessageParser::TakeHeadBytes(const char* begin, const char* end) {
  if (carry_.empty()) {
    raw_ = {begin, static_cast<size_t>(end - begin)};
  } else {
    carry_.append(begin, end - begin);
    raw_ = carry_;
  }
  if (std::memchr(raw_.data(), '\t', raw_.size()) == nullptr) [[likely]] {
    return true;
  }
  llhttp_errno_t result = HPE_OK;
  size_t taken = 0;
  return !ExecuteSpaced(raw_, result, taken) || head_complete_;
}

bool MessageParser::FinishHead(MessageHead& head) {
  head.raw = raw_;
  // Of the versions that lenient parsing lets pass, too, only those with two
  // numbers above zero have what came with 1.1.
  head.minor_version = llhttp_.http_major > 0 && llhttp_.http_minor > 0;
  head.upgrade = llhttp_.upgrade != 0;
  head.keep_alive = llhttp_should_keep_alive(&llhttp_) != 0;
  head.has_body = has_body_;
  head.chunked = (llhttp_.flags & F_CHUNKED) != 0;
  head.content_length = head.chunked ? 0 : llhttp_.content_length;
  head.headers_offset = static_cast<uint32_t>(raw_.find('\n') + 1);
  if (!CheckRawSize(raw_.size())) return false;
  if ((llhttp_.http_major != 1 || llhttp_.http_minor > 1) && !limits_.lenient) {
    return Reject("HPE_INVALID_VERSION", "Only HTTP/1.0 and HTTP/1.1 here");
  }
  return true;
}

void MessageParser::LeaveHead(bool upgrade) {
  if (message_complete_) {
    state_ = State::kBoundary;
    return;
  }
  state_ = upgrade ? State::kUpgrade : State::kBody;
  header_bytes_ = extension_bytes_ = 0;
  trailers_.clear();
  Use(llhttp_, kBodySettings);
}

void MessageParser::TakeBodyAfterAll(bool has_body) {
  llhttp_.upgrade = 0;
  state_ = State::kBody;
  if (has_body) return;
  // Nothing of it is left to come.
  llhttp_resume(&llhttp_);
  llhttp_execute(&llhttp_, "", 0);
  CHECK(message_complete_);
  state_ = State::kBoundary;
  Use(llhttp_, kHeadSettings);
}

bool MessageParser::Finish() {
  if (state_ == State::kBoundary || state_ == State::kUpgrade) return true;
  if (state_ == State::kBody) {
    // This may be the end of it: of a response without a length, and of a
    // coding that a lenient parser does not know.
    if (llhttp_get_errno(&llhttp_) == HPE_PAUSED) llhttp_resume(&llhttp_);
    llhttp_finish(&llhttp_);
  }
  state_ = State::kDead;
  if (message_complete_) return true;
  return Reject("HPE_INVALID_EOF_STATE", "Invalid EOF state");
}

}  // namespace rondo::http
