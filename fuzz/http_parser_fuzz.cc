// The request parser: whatever the bytes and however they are cut, it reads
// only its input, makes progress, and says the same as when it gets them in one
// piece, and as when it has read them before (FieldsMemo).
//
// Input: a byte that seeds the cuts, a byte of options, then the stream.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/check.h"
#include "core/http/message/parser.h"

namespace rondo::http {
namespace {

/// What a stream was read as, in words.
class Reading {
 public:
  explicit Reading(const ParserLimits& limits, FieldsMemo* memo = nullptr)
      : lenient_(limits.lenient), parser_(limits, memo) {}

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
        case Parser::Event::kNeedInput:
          CHECK(input.empty());
          return true;
        case Parser::Event::kHead:
          AddHead(parser_.head());
          break;
        case Parser::Event::kBody:
          CHECK(!parser_.body().empty());
          text_ += parser_.body();
          break;
        case Parser::Event::kEnd:
          text_ += "\n[end ";
          AddLines(HeaderCursor(parser_.trailers()));
          text_ += "]\n";
          break;
        case Parser::Event::kUpgrade:
          text_ += "[upgrade]";
          return false;
        case Parser::Event::kError:
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
    CHECK(head.headers_offset <= head.raw.size());
    CHECK(head.target.data() >= head.raw.data() &&
          head.target.data() + head.target.size() <=
              head.raw.data() + head.raw.size());
    CHECK(!head.chunked || head.has_body);
    CHECK(head.minor_version <= 1);
    CHECK(head.minor_version == 1 || !head.chunked || lenient_);
    text_ += "[head ";
    text_ += head.target;
    text_ += ' ';
    for (int field :
         {static_cast<int>(head.method), int{head.minor_version},
          static_cast<int>(head.expectation), int{head.keep_alive},
          int{head.upgrade}, int{head.has_body}, int{head.chunked}}) {
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

void Run(std::string_view data) {
  if (data.size() < 2) return;
  uint32_t random = static_cast<uint8_t>(data[0]) + 1;
  const auto options = static_cast<uint8_t>(data[1]);
  data.remove_prefix(2);
  ParserLimits limits;
  if (options & 1) limits.max_header_size = 64;
  if (options & 2) limits.require_host = false;
  if (options & 4) limits.lenient = true;

  Reading whole(limits);
  if (whole.Feed(data)) whole.Finish();

  FieldsMemo memo;
  for (int round = 0; round < 2; ++round) {
    Reading again(limits, &memo);
    if (again.Feed(data)) again.Finish();
    CHECK(again.text() == whole.text());
  }

  Reading cut(limits, (options & 16) ? &memo : nullptr);
  bool open = true;
  while (open && !data.empty()) {
    random = random * 1664525 + 1013904223;
    size_t size = 1 + (random >> 24) % ((options & 8) ? 3 : 40);
    if (size > data.size()) size = data.size();
    open = cut.Feed(data.substr(0, size));
    data.remove_prefix(size);
  }
  if (open) cut.Finish();
  const bool same = whole.text() == cut.text();
  if (!same) {
    std::fprintf(stderr, "in one piece:\n%s\nin many:\n%s\n",
                 whole.text().c_str(), cut.text().c_str());
  }
  CHECK(same);
}

}  // namespace
}  // namespace rondo::http

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  rondo::http::Run({reinterpret_cast<const char*>(data), size});
  return 0;
}
