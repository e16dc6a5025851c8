#include "core/http/message/response_parser.h"

#include "core/base/check.h"
#include "core/http/message/transfer_codings.h"

namespace rondo::http {

void ResponseParser::Reset(const ParserLimits& limits) {
  MessageParser::Reset(limits);
  answers_ = Answers::kRequest;
  head_ = {};
}

void ResponseParser::Expect(Method request) {
  CHECK(at_boundary());
  answers_ = request == Method::kHead      ? Answers::kHead
             : request == Method::kConnect ? Answers::kConnect
                                           : Answers::kRequest;
}

MessageParser::Event ResponseParser::Next(std::string_view& input) {
  if (at_boundary()) {
    if (!SkipEmptyLines(input)) return Event::kNeedInput;
    BeginHead();
  }
  const Event event = Run(input);
  if (event != Event::kHead) return event;
  if (!FinishHead(head_) || !CheckHead()) return Fail();
  LeaveHead(head_.upgrade);
  // What an informational response says of the connection does not hold for
  // the one that follows it.
  if (head_.informational()) Begin();
  return Event::kHead;
}

bool ResponseParser::CheckHead() {
  const std::string_view raw = head_.raw;
  // "HTTP/1.1 200 OK\r\n": llhttp has checked its form.
  const std::string_view line = TrimBlanks(raw.substr(0, head_.headers_offset));
  const size_t reason = line.find_first_of(" ", line.find(' ') + 1);
  head_.reason = reason == std::string_view::npos
                     ? std::string_view()
                     : TrimBlanks(line.substr(reason + 1));
  head_.status = static_cast<uint16_t>(llhttp().status_code);
  if (head_.status < 100) {
    return Reject("HPE_INVALID_STATUS", "Invalid status code");
  }
  head_.until_close =
      head_.has_body && !head_.chunked &&
      (has_codings() || (llhttp().flags & F_CONTENT_LENGTH) == 0);
  return !has_codings() || limits().lenient || CheckCodings();
}

bool ResponseParser::CheckCodings() {
  bool chunked = false;
  bool valid = true;
  HeaderCursor cursor(head_);
  while (valid && cursor.Next()) {
    if (EqualsIgnoreCase(cursor.name(), "transfer-encoding")) {
      valid = TakeTransferCodings(cursor.value(), /*any=*/true, chunked);
    }
  }
  if (valid && chunked == head_.chunked) return true;
  return Reject("HPE_INVALID_TRANSFER_ENCODING", "Misplaced transfer coding");
}

}  // namespace rondo::http
