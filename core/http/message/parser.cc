#include "core/http/message/parser.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "core/base/check.h"
#include "core/http/message/char_table.h"
#include "core/http/message/host.h"

namespace rondo::http {

/// What llhttp calls. Heads and bodies pause it, so that our callers run
/// outside of it; header names and values are only counted, and cut from the
/// head's bytes afterwards.
struct ParserCallbacks {
  static Parser& Self(llhttp_t* llhttp) {
    return *static_cast<Parser*>(llhttp->data);
  }

  static int CountHeader(llhttp_t* llhttp, const char*, size_t size) {
    Parser& parser = Self(llhttp);
    parser.header_bytes_ += size;
    if (parser.header_bytes_ < parser.limits_.max_header_size) return 0;
    parser.Reject("HPE_HEADER_OVERFLOW", "Header overflow", 431);
    return HPE_USER;
  }

  static int HeadersComplete(llhttp_t* llhttp) {
    Parser& parser = Self(llhttp);
    parser.head_complete_ = true;
    parser.head_.has_body =
        (llhttp->flags & (F_CHUNKED | F_TRANSFER_ENCODING)) != 0 ||
        ((llhttp->flags & F_CONTENT_LENGTH) != 0 && llhttp->content_length > 0);
    // A request without a body goes on to MessageComplete in one go.
    return parser.head_.has_body || llhttp->upgrade ? HPE_PAUSED : 0;
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
    Parser& parser = Self(llhttp);
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

/// Codings that may stand before "chunked" (RFC 9112, 7). Their contents reach
/// the program as they are.
constexpr std::string_view kCodings[] = {
    "gzip", "x-gzip", "deflate", "compress", "x-compress", "identity",
};

constexpr size_t kKeptCarry = 4096;

/// What the path and the query of most targets are made of (RFC 3986, 3.3). All
/// of it llhttp takes as it is.
constexpr std::array<bool, 256> kPlainTarget =
    CharTable("-._~%!$&'()*+,;=:@/?");

bool IsWordLetter(char c) {
  return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

std::string_view Trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) {
    text.remove_prefix(1);
  }
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' ||
                           text.back() == '\r' || text.back() == '\n')) {
    text.remove_suffix(1);
  }
  return text;
}

}  // namespace

/// llhttp as it is before the first byte of a connection.
void Parser::Begin() {
  llhttp_init(&llhttp_, HTTP_REQUEST, &kHeadSettings);
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

void Parser::Reset(const ParserLimits& limits) {
  limits_ = limits;
  Begin();
  state_ = State::kBoundary;
  head_complete_ = message_complete_ = false;
  header_bytes_ = extension_bytes_ = 0;
  // A long head's memory is not kept for the short ones that follow.
  if (carry_.capacity() > kKeptCarry) carry_ = {};
  carry_.clear();
  trailers_ = {};
  head_ = {};
  error_ = {};
}

bool Parser::Reject(std::string_view code, std::string_view reason,
                    uint16_t status) {
  error_ = {.code = code, .reason = reason, .status = status};
  return false;
}

/// llhttp reports the bytes of a name or a value that an error cuts short only
/// when they came in a piece before the error. Here they count as well: which
/// limit is exceeded, and whether that is before the error, must not depend on
/// the pieces.
void Parser::CountUpTo(const char* error) {
  const auto* begin = static_cast<const char*>(llhttp_._span_pos0);
  if (begin == nullptr || begin >= error) return;
  const auto report =
      reinterpret_cast<int (*)(llhttp_t*, const char*, const char*)>(
          llhttp_._span_cb0);
  report(&llhttp_, begin, error);
}

bool Parser::CheckRawSize(size_t size) {
  if (size <= ParserLimits::kRawHeadFactor * limits_.max_header_size) {
    return true;
  }
  return Reject("HPE_HEADER_OVERFLOW", "Header overflow", 431);
}

Parser::Event Parser::FailFromLlhttp() {
  state_ = State::kDead;
  if (error_.code.empty()) {
    Reject(llhttp_errno_name(llhttp_get_errno(&llhttp_)),
           llhttp_get_error_reason(&llhttp_) != nullptr
               ? llhttp_get_error_reason(&llhttp_)
               : "Parse Error");
  }
  return Event::kError;
}

Parser::Event Parser::Next(std::string_view& input) {
  switch (state_) {
    case State::kBoundary:
      // Empty lines before a request (RFC 9112, 2.2).
      while (!input.empty() && (input[0] == '\r' || input[0] == '\n')) {
        input.remove_prefix(1);
      }
      if (input.empty()) return Event::kNeedInput;
      if (memo_ != nullptr && TakeRepeatedHead(input)) return Event::kHead;
      state_ = State::kHead;
      head_complete_ = message_complete_ = false;
      header_bytes_ = 0;
      if (!carry_.empty()) carry_.clear();
      break;
    case State::kUpgrade:
      return Event::kUpgrade;
    case State::kDead:
      return Event::kError;
    case State::kHead:
    case State::kBody:
      break;
  }
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
    return FailFromLlhttp();
  }
  if (state_ == State::kHead) {
    if (head_complete_) return FinishHead(begin, end);
    carry_.append(begin, end - begin);
    return CheckRawSize(carry_.size()) ? Event::kNeedInput : FailFromLlhttp();
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
bool Parser::ExecuteSpaced(std::string_view text, llhttp_errno_t& result,
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

void Parser::DeclineUpgrade() {
  CHECK(state_ == State::kUpgrade && head_.method != Method::kConnect);
  llhttp_.upgrade = 0;
  state_ = State::kBody;
  if (head_.has_body) return;
  // Nothing of it is left to come.
  llhttp_resume(&llhttp_);
  llhttp_execute(&llhttp_, "", 0);
  CHECK(message_complete_);
  state_ = State::kBoundary;
  Use(llhttp_, kHeadSettings);
}

Parser::Event Parser::FinishHead(const char* begin, const char* end) {
  if (carry_.empty()) {
    head_.raw = {begin, static_cast<size_t>(end - begin)};
  } else {
    carry_.append(begin, end - begin);
    head_.raw = carry_;
  }
  if (std::memchr(head_.raw.data(), '\t', head_.raw.size()) != nullptr)
      [[unlikely]] {
    llhttp_errno_t result = HPE_OK;
    size_t taken = 0;
    if (ExecuteSpaced(head_.raw, result, taken) && !head_complete_) {
      return FailFromLlhttp();
    }
  }
  head_.method = static_cast<Method>(llhttp_.method);
  // Of the versions that lenient parsing lets pass, too, only those with two
  // numbers above zero have what came with 1.1.
  head_.minor_version = llhttp_.http_major > 0 && llhttp_.http_minor > 0;
  head_.upgrade = llhttp_.upgrade != 0;
  head_.keep_alive = llhttp_should_keep_alive(&llhttp_) != 0;
  head_.chunked = (llhttp_.flags & F_CHUNKED) != 0;
  head_.content_length = head_.chunked ? 0 : llhttp_.content_length;
  if (!CheckRawSize(head_.raw.size()) || !CheckHead()) {
    state_ = State::kDead;
    return Event::kError;
  }
  if (message_complete_) {
    state_ = State::kBoundary;
    if (memo_ != nullptr) Memorize();
  } else {
    state_ = head_.upgrade ? State::kUpgrade : State::kBody;
    header_bytes_ = extension_bytes_ = 0;
    trailers_.clear();
    Use(llhttp_, kBodySettings);
  }
  return Event::kHead;
}

/// A head that differs from an earlier one in its request line alone, and there
/// has nothing unusual: llhttp need not look at it, and stays where it is,
/// between two requests. False: it has to.
bool Parser::TakeRepeatedHead(std::string_view& input) {
  // Behind a request that ends the connection llhttp refuses everything.
  if (limits_.lenient || !head_.keep_alive) return false;
  const Method method = input.starts_with("GET /")    ? Method::kGet
                        : input.starts_with("HEAD /") ? Method::kHead
                                                      : Method::kConnect;
  if (method == Method::kConnect) return false;
  const size_t target = method == Method::kGet ? 4 : 5;
  size_t end = target + 1;
  while (end < input.size() && kPlainTarget[static_cast<uint8_t>(input[end])]) {
    ++end;
  }
  constexpr std::string_view kRest = " HTTP/1.1\r\n";
  if (!input.substr(end).starts_with(kRest)) return false;
  const size_t fields = end + kRest.size();
  const FieldsMemo::Entry* entry = memo_->Find(input.substr(fields), limits_);
  if (entry == nullptr ||
      entry->counted + (end - target) >= limits_.max_header_size) {
    return false;
  }
  const size_t size = fields + entry->text.size();
  if (size > ParserLimits::kRawHeadFactor * limits_.max_header_size) {
    return false;
  }
  head_ = {};
  head_.raw = input.substr(0, size);
  head_.target = input.substr(target, end - target);
  head_.headers_offset = fields;
  head_.method = method;
  input.remove_prefix(head_.raw.size());
  return true;
}

void Parser::Memorize() {
  if (limits_.lenient || head_.minor_version != 1 || !head_.keep_alive ||
      head_.upgrade || head_.has_body ||
      head_.expectation != Expectation::kNone) {
    return;
  }
  memo_->Add(head_.raw.substr(head_.headers_offset),
             header_bytes_ - head_.target.size(), limits_);
}

bool Parser::CheckHead() {
  const std::string_view raw = head_.raw;
  if ((llhttp_.http_major != 1 || llhttp_.http_minor > 1) && !limits_.lenient) {
    return Reject("HPE_INVALID_VERSION", "Only HTTP/1.0 and HTTP/1.1 here");
  }
  // There may be several spaces before the target.
  const size_t target = raw.find_first_not_of(' ', raw.find(' '));
  // Of HTTP/0.9, which a lenient parser takes, nothing follows it.
  head_.target =
      raw.substr(target, raw.find_first_of(" \r\n", target) - target);
  head_.expectation = Expectation::kNone;
  chunked_last_ = false;
  host_count_ = 0;

  size_t line = raw.find('\n') + 1;
  head_.headers_offset = line;
  if (limits_.lenient && !CheckLenientCodings()) return false;
  while (line < raw.size()) {
    const void* feed = std::memchr(&raw[line], '\n', raw.size() - line);
    const size_t end = feed == nullptr
                           ? raw.size()
                           : static_cast<const char*>(feed) - raw.data();
    // By the first letter: most lines are none of ours.
    switch (raw[line] | 0x20) {
      case 'h':
      case 'e':
      case 't':
        if (!CheckLine(raw.substr(line, end - line))) return false;
    }
    line = end + 1;
  }

  if (host_count_ == 0 && head_.minor_version == 1 && limits_.require_host) {
    Reject("ERR_HTTP_HOST_REQUIRED", "A request needs a Host header");
    error_.missing_host = true;
    return false;
  }
  if ((llhttp_.flags & F_TRANSFER_ENCODING) == 0 || limits_.lenient) {
    return true;
  }
  if (head_.minor_version == 0) {
    return Reject("HPE_INVALID_TRANSFER_ENCODING",
                  "Transfer-Encoding on HTTP/1.0");
  }
  if (!chunked_last_) {
    return Reject("HPE_INVALID_TRANSFER_ENCODING",
                  "Request has invalid `Transfer-Encoding`");
  }
  return true;
}

bool Parser::CheckLine(std::string_view line) {
  const size_t colon = line.find(':');
  const std::string_view name = line.substr(0, colon);
  switch (colon) {
    case 4:
      if (!EqualsIgnoreCase(name, "host")) return true;
      if (limits_.lenient) {
        host_count_ = 1;
        return true;
      }
      if (host_count_++ > 0) {
        return Reject("HPE_INVALID_HEADER_TOKEN", "More than one Host header");
      }
      if (!IsValidHost(Trim(line.substr(colon + 1)))) {
        return Reject("HPE_INVALID_HEADER_TOKEN", "Invalid Host header");
      }
      return true;
    case 6:
      if (EqualsIgnoreCase(name, "expect") && head_.minor_version == 1) {
        TakeExpectation(line.substr(colon + 1));
      }
      return true;
    case 17:
      if (!EqualsIgnoreCase(name, "transfer-encoding")) return true;
      return CheckTransferEncoding(line.substr(colon + 1));
    default:
      return true;
  }
}

/// Of several members, and of several fields, one suffices, as in Node.
void Parser::TakeExpectation(std::string_view value) {
  constexpr std::string_view kName = "100-continue";
  const auto is_word = [&value](size_t at) {
    return at < value.size() && (IsWordLetter(value[at]) || value[at] == '_');
  };
  if (head_.expectation == Expectation::kNone) {
    head_.expectation = Expectation::kOther;
  }
  for (size_t at = 0; at + kName.size() <= value.size(); ++at) {
    if (EqualsIgnoreCase(value.substr(at, kName.size()), kName) &&
        (at == 0 || !is_word(at - 1)) && !is_word(at + kName.size())) {
      head_.expectation = Expectation::kContinue;
    }
  }
}

/// Whatever the coding: there has to be one, also for a lenient parser.
bool Parser::CheckLenientCodings() {
  HeaderCursor cursor(head_);
  while (cursor.Next()) {
    if (EqualsIgnoreCase(Trim(cursor.name()), "transfer-encoding") &&
        cursor.value().empty()) {
      return Reject("HPE_INVALID_TRANSFER_ENCODING",
                    "Request has invalid `Transfer-Encoding`");
    }
  }
  return true;
}

bool Parser::CheckTransferEncoding(std::string_view value) {
  if (limits_.lenient) return true;
  while (true) {
    const size_t comma = value.find(',');
    const std::string_view coding = Trim(value.substr(0, comma));
    // "chunked" comes last and once; anything behind it hides the framing.
    bool known = !chunked_last_ && EqualsIgnoreCase(coding, "chunked");
    if (known) {
      chunked_last_ = true;
    } else if (!chunked_last_) {
      for (std::string_view other : kCodings) {
        known = known || EqualsIgnoreCase(coding, other);
      }
    }
    if (!known) {
      return Reject("HPE_INVALID_TRANSFER_ENCODING",
                    "Unknown or misplaced transfer coding");
    }
    if (comma == std::string_view::npos) return true;
    value.remove_prefix(comma + 1);
  }
}

bool Parser::Finish() {
  if (state_ == State::kBoundary || state_ == State::kUpgrade) return true;
  if (state_ == State::kBody && limits_.lenient) {
    // Of a coding that a lenient parser does not know this may be the end.
    if (llhttp_get_errno(&llhttp_) == HPE_PAUSED) llhttp_resume(&llhttp_);
    llhttp_finish(&llhttp_);
  }
  state_ = State::kDead;
  if (message_complete_) return true;
  return Reject("HPE_INVALID_EOF_STATE", "Invalid EOF state");
}

}  // namespace rondo::http
