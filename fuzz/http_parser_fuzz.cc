// The parsers of requests and of responses: whatever the bytes and however they
// are cut, they read only their input, make progress, and say the same as when
// they get them in one piece, and as when they have read them before
// (FieldsMemo).
//
// Input: a byte that seeds the cuts, a byte of options, then the stream.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>

#include "core/base/check.h"
#include "core/http/message/request_parser.h"
#include "core/http/message/response_parser.h"

namespace rondo::http {
namespace {

/// What a stream was read as, in words.
template <class Parser>
class Reading {
 public:
  template <class... Args>
  explicit Reading(const ParserLimits& limits, Args... args)
      : lenient_(limits.lenient), parser_(limits, args...) {}

  Parser& parser() { return parser_; }

  /// False: an error or an upgrade; the rest is not to be fed.
  bool Feed(std::string_view piece) {
    // A copy of exactly this size: one byte beyond is the sanitizer's.
    const std::unique_ptr<char[]> copy(new char[piece.size()]);
    piece.copy(copy.get(), piece.size());
    std::string_view input(copy.get(), piece.size());
    // Every event but the last consumes input, or follows one that did.
    size_t left = 3 * piece.size() + 8;
    for (;;) {
      CHECK(left-- > 0);
      switch (parser_.Next(input)) {
        case MessageParser::Event::kNeedInput:
          CHECK(input.empty());
          return true;
        case MessageParser::Event::kHead:
          AddHead(parser_.head());
          break;
        case MessageParser::Event::kBody:
          CHECK(!parser_.body().empty());
          text_ += parser_.body();
          break;
        case MessageParser::Event::kEnd:
          text_ += "\n[end ";
          AddLines(HeaderCursor(parser_.trailers()));
          text_ += "]\n";
          break;
        case MessageParser::Event::kUpgrade:
          text_ += "[upgrade]";
          return false;
        case MessageParser::Event::kError:
          AddError();
          return false;
      }
    }
  }

  void Finish() {
    if (!parser_.Finish()) AddError();
  }

  const std::string& text() const { return text_; }

 private:
  void AddHead(const RequestHead& head) {
    CHECK(head.target.data() >= head.raw.data() &&
          head.target.data() + head.target.size() <=
              head.raw.data() + head.raw.size());
    CHECK(head.minor_version == 1 || !head.chunked || lenient_);
    AddCommon(
        head, head.target,
        {static_cast<int>(head.method), static_cast<int>(head.expectation)});
  }

  void AddHead(const ResponseHead& head) {
    CHECK(head.reason.empty() || (head.reason.data() >= head.raw.data() &&
                                  head.reason.data() + head.reason.size() <=
                                      head.raw.data() + head.headers_offset));
    CHECK(head.status >= 100 && head.status <= 999);
    CHECK(!head.until_close || (head.has_body && !head.keep_alive));
    CHECK(!head.informational() || !head.has_body);
    AddCommon(head, head.reason, {head.status, head.until_close});
  }

  void AddCommon(const MessageHead& head, std::string_view text,
                 std::initializer_list<int> more) {
    CHECK(head.headers_offset <= head.raw.size());
    // A response may name a length and have no body: to a HEAD, say.
    CHECK(!head.chunked || head.has_body ||
          (std::is_same_v<Parser, ResponseParser>));
    CHECK(head.minor_version <= 1);
    text_ += "[head ";
    text_ += text;
    text_ += ' ';
    for (int field : more) text_ += std::to_string(field) + ",";
    for (int field :
         {int{head.minor_version}, int{head.keep_alive}, int{head.upgrade},
          int{head.has_body}, int{head.chunked}}) {
      text_ += std::to_string(field) + ",";
    }
    if (head.has_body && !head.chunked) {
      text_ += std::to_string(head.content_length);
    }
    AddLines(HeaderCursor(head));
    text_ += "]\n";
  }

  void AddLines(HeaderCursor cursor) {
    while (cursor.Next()) {
      CHECK(!cursor.name().empty());
      text_ += '\n';
      text_ += cursor.name();
      text_ += '=';
      text_ += cursor.value();
    }
  }

  void AddError() {
    const ParseError& error = parser_.error();
    CHECK(!error.code.empty() && !error.reason.empty());
    CHECK(error.status == 400 || error.status == 413 || error.status == 431);
    text_ += "[error ";
    text_ += error.code;
    text_ += ' ';
    text_ += std::to_string(error.status);
    text_ += ']';
  }

  const bool lenient_;
  Parser parser_;
  std::string text_;
};

/// Feeds the data in pieces of random sizes.
template <class Parser>
void FeedCut(Reading<Parser>& reading, std::string_view data, uint32_t random,
             bool small) {
  bool open = true;
  while (open && !data.empty()) {
    random = random * 1664525 + 1013904223;
    size_t size = 1 + (random >> 24) % (small ? 3 : 40);
    if (size > data.size()) size = data.size();
    open = reading.Feed(data.substr(0, size));
    data.remove_prefix(size);
  }
  if (open) reading.Finish();
}

void Compare(const std::string& whole, const std::string& cut) {
  if (whole != cut) {
    std::fprintf(stderr, "in one piece:\n%s\nin many:\n%s\n", whole.c_str(),
                 cut.c_str());
  }
  CHECK(whole == cut);
}

void RunRequests(const ParserLimits& limits, std::string_view data,
                 uint32_t random, uint8_t options) {
  Reading<RequestParser> whole(limits);
  if (whole.Feed(data)) whole.Finish();

  FieldsMemo memo;
  for (int round = 0; round < 2; ++round) {
    Reading<RequestParser> again(limits, &memo);
    if (again.Feed(data)) again.Finish();
    CHECK(again.text() == whole.text());
  }

  Reading<RequestParser> cut(limits, (options & 16) ? &memo : nullptr);
  FeedCut(cut, data, random, (options & 8) != 0);
  Compare(whole.text(), cut.text());
}

void RunResponses(const ParserLimits& limits, std::string_view data,
                  uint32_t random, uint8_t options) {
  const Method request = (options & 64)    ? Method::kHead
                         : (options & 128) ? Method::kConnect
                                           : Method::kGet;
  Reading<ResponseParser> whole(limits);
  whole.parser().Expect(request);
  if (whole.Feed(data)) whole.Finish();

  Reading<ResponseParser> cut(limits);
  cut.parser().Expect(request);
  FeedCut(cut, data, random, (options & 8) != 0);
  Compare(whole.text(), cut.text());
}

void Run(std::string_view data) {
  if (data.size() < 2) return;
  const uint32_t random = static_cast<uint8_t>(data[0]) + 1;
  const auto options = static_cast<uint8_t>(data[1]);
  data.remove_prefix(2);
  ParserLimits limits;
  if (options & 1) limits.max_header_size = 64;
  if (options & 2) limits.require_host = false;
  if (options & 4) limits.lenient = true;
  if (options & 32) {
    RunResponses(limits, data, random, options);
  } else {
    RunRequests(limits, data, random, options);
  }
}

}  // namespace
}  // namespace rondo::http

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  rondo::http::Run({reinterpret_cast<const char*>(data), size});
  return 0;
}
