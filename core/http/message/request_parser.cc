#include "core/http/message/request_parser.h"

#include <array>
#include <cstring>

#include "core/base/check.h"
#include "core/http/message/char_table.h"
#include "core/http/message/host.h"
#include "core/http/message/transfer_codings.h"

namespace rondo::http {
namespace {

/// What the path and the query of most targets are made of (RFC 3986, 3.3). All
/// of it llhttp takes as it is.
constexpr std::array<bool, 256> kPlainTarget =
    CharTable("-._~%!$&'()*+,;=:@/?");

bool IsWordLetter(char c) {
  return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

}  // namespace

void RequestParser::Reset(const ParserLimits& limits) {
  MessageParser::Reset(limits);
  head_ = {};
}

RequestParser::Event RequestParser::Next(std::string_view& input) {
  if (at_boundary()) {
    if (!SkipEmptyLines(input)) return Event::kNeedInput;  // RFC 9112, 2.2
    if (memo_ != nullptr && TakeRepeatedHead(input)) return Event::kHead;
    BeginHead();
  }
  const Event event = Run(input);
  if (event != Event::kHead) return event;
  head_.method = static_cast<Method>(llhttp().method);
  if (!FinishHead(head_) || !CheckHead()) return Fail();
  LeaveHead(head_.upgrade);
  if (memo_ != nullptr && at_boundary()) Memorize();
  return Event::kHead;
}

void RequestParser::DeclineUpgrade() {
  CHECK(state() == State::kUpgrade && head_.method != Method::kConnect);
  TakeBodyAfterAll(head_.has_body);
}

/// A head that differs from an earlier one in its request line alone, and there
/// has nothing unusual: llhttp need not look at it, and stays where it is,
/// between two requests. False: it has to.
bool RequestParser::TakeRepeatedHead(std::string_view& input) {
  // Behind a request that ends the connection llhttp refuses everything.
  if (limits().lenient || !head_.keep_alive) return false;
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
  const FieldsMemo::Entry* entry = memo_->Find(input.substr(fields), limits());
  if (entry == nullptr ||
      entry->counted + (end - target) >= limits().max_header_size) {
    return false;
  }
  const size_t size = fields + entry->text.size();
  if (size > ParserLimits::kRawHeadFactor * limits().max_header_size) {
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

void RequestParser::Memorize() {
  if (limits().lenient || head_.minor_version != 1 || !head_.keep_alive ||
      head_.upgrade || head_.has_body ||
      head_.expectation != Expectation::kNone) {
    return;
  }
  memo_->Add(head_.raw.substr(head_.headers_offset),
             header_bytes() - head_.target.size(), limits());
}

bool RequestParser::CheckHead() {
  const std::string_view raw = head_.raw;
  // There may be several spaces before the target.
  const size_t target = raw.find_first_not_of(' ', raw.find(' '));
  // Of HTTP/0.9, which a lenient parser takes, nothing follows it.
  head_.target =
      raw.substr(target, raw.find_first_of(" \r\n", target) - target);
  head_.expectation = Expectation::kNone;
  chunked_last_ = false;
  host_count_ = 0;

  size_t line = head_.headers_offset;
  if (limits().lenient && !CheckLenientCodings()) return false;
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

  if (host_count_ == 0 && head_.minor_version == 1 && limits().require_host) {
    Reject("ERR_HTTP_HOST_REQUIRED", "A request needs a Host header");
    mark_missing_host();
    return false;
  }
  if (!has_codings() || limits().lenient) {
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

bool RequestParser::CheckLine(std::string_view line) {
  const size_t colon = line.find(':');
  const std::string_view name = line.substr(0, colon);
  switch (colon) {
    case 4:
      if (!EqualsIgnoreCase(name, "host")) return true;
      if (limits().lenient) {
        host_count_ = 1;
        return true;
      }
      if (host_count_++ > 0) {
        return Reject("HPE_INVALID_HEADER_TOKEN", "More than one Host header");
      }
      if (!IsValidHost(TrimBlanks(line.substr(colon + 1)))) {
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
      if (limits().lenient ||
          TakeTransferCodings(line.substr(colon + 1),
                              /*any=*/false, chunked_last_)) {
        return true;
      }
      return Reject("HPE_INVALID_TRANSFER_ENCODING",
                    "Unknown or misplaced transfer coding");
    default:
      return true;
  }
}

/// Of several members, and of several fields, one suffices, as in Node.
void RequestParser::TakeExpectation(std::string_view value) {
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
bool RequestParser::CheckLenientCodings() {
  HeaderCursor cursor(head_);
  while (cursor.Next()) {
    if (EqualsIgnoreCase(TrimBlanks(cursor.name()), "transfer-encoding") &&
        cursor.value().empty()) {
      return Reject("HPE_INVALID_TRANSFER_ENCODING",
                    "Request has invalid `Transfer-Encoding`");
    }
  }
  return true;
}

}  // namespace rondo::http
