#include "bench/load/answer_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace bench {
namespace {

using Result = AnswerReader::Result;

constexpr std::string_view kChunked =
    "HTTP/1.1 200 OK\r\nDate: Sun, 22 Nov 2026 10:00:00 GMT\r\n"
    "Transfer-Encoding: chunked\r\n\r\n"
    "c\r\nHello World!\r\n0\r\n\r\n";
constexpr std::string_view kLength =
    "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

// Feeds `text` in pieces of `step` bytes; the number of answers that ended,
// or -1 at an error.
int Feed(AnswerReader& reader, AnswerState& state, std::string_view text,
         size_t step) {
  int answers = 0;
  while (!text.empty()) {
    std::string_view piece = text.substr(0, step);
    text.remove_prefix(piece.size());
    while (!piece.empty()) {
      size_t used = 0;
      Result result = reader.Read(state, piece, &used);
      if (result == Result::kError) return -1;
      piece.remove_prefix(used);
      if (result == Result::kMore) break;
      ++answers;
    }
  }
  return answers;
}

int FeedOnce(std::string_view text, std::string_view expected = {}) {
  AnswerReader reader(expected, false);
  AnswerState state;
  return Feed(reader, state, text, text.size());
}

TEST(AnswerReaderTest, ReadsAnswersCutAnywhere) {
  for (std::string_view one : {kChunked, kLength}) {
    std::string three;
    for (int i = 0; i < 3; ++i) three += one;
    for (size_t step = 1; step <= three.size(); ++step) {
      AnswerReader reader({}, false);
      AnswerState state;
      EXPECT_EQ(Feed(reader, state, three, step), 3) << step;
      EXPECT_EQ(reader.first(), one) << step;
    }
  }
}

TEST(AnswerReaderTest, RecognisesAnAnswerThatDiffersInItsDateOnly) {
  AnswerReader reader("Hello World!", false);
  AnswerState state;
  std::string later(kChunked);
  later.replace(later.find("10:00:00"), 8, "23:59:59");
  EXPECT_EQ(Feed(reader, state, std::string(kChunked) + later, 1000), 2);
  EXPECT_EQ(reader.parsed(), 1u);
}

TEST(AnswerReaderTest, ParsesAnAnswerWithOtherHeaders) {
  AnswerReader reader({}, false);
  AnswerState state;
  std::string text(kLength);
  text += "HTTP/1.1 200 OK\r\nX: y\r\nContent-Length: 5\r\n\r\nhello";
  EXPECT_EQ(Feed(reader, state, text, 1000), 2);
  EXPECT_EQ(reader.parsed(), 2u);
}

TEST(AnswerReaderTest, ReadsChunksExtensionsAndTrailers) {
  EXPECT_EQ(FeedOnce("HTTP/1.1 200 OK\r\ntransfer-encoding: Chunked\r\n\r\n"
                     "5;a=b\r\nHello\r\n07\r\n World!\r\n"
                     "0\r\nX-Sum: 1\r\nY: 2\r\n\r\n",
                     "Hello World!"),
            1);
}

TEST(AnswerReaderTest, NotesThatTheServerCloses) {
  AnswerReader reader({}, false);
  AnswerState state;
  EXPECT_EQ(Feed(reader, state,
                 "HTTP/1.1 200 OK\r\nConnection: close\r\n"
                 "Content-Length: 0\r\n\r\n",
                 1000),
            1);
  EXPECT_TRUE(state.close);
}

TEST(AnswerReaderTest, RefusesAnotherBodyThanExpected) {
  EXPECT_EQ(FeedOnce(kLength, "hellO"), -1);
  EXPECT_EQ(FeedOnce(kLength, "hell"), -1);
  EXPECT_EQ(FeedOnce(kLength, "hello!"), -1);
  EXPECT_EQ(FeedOnce(kLength, "hello"), 1);
}

TEST(AnswerReaderTest, RefusesAnotherLengthThanTheFirst) {
  std::string text(kLength);
  text += "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhell";
  EXPECT_EQ(FeedOnce(text), -1);
}

TEST(AnswerReaderTest, RefusesWhatIsNoAnswer) {
  EXPECT_EQ(FeedOnce("SSH-2.0-OpenSSH_9.2\r\n\r\n"), -1);
  EXPECT_EQ(FeedOnce("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n"), -1);
  EXPECT_EQ(FeedOnce("HTTP/1.1 200 OK\r\n\r\n"), -1);
  EXPECT_EQ(FeedOnce("HTTP/1.1 200 OK\r\nContent-Length: 1x\r\n\r\n"), -1);
  EXPECT_EQ(FeedOnce("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n"
                     "Transfer-Encoding: chunked\r\n\r\n"),
            -1);
  EXPECT_EQ(FeedOnce("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                     "1\r\nab\r\n0\r\n\r\n"),
            -1);
  EXPECT_EQ(FeedOnce("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                     "x\r\n"),
            -1);
}

TEST(AnswerReaderTest, AnAnswerToHeadHasNoBody) {
  AnswerReader reader("anything", true);
  AnswerState state;
  std::string_view head = kLength.substr(0, kLength.size() - 5);
  EXPECT_EQ(Feed(reader, state, std::string(head) + std::string(head), 7), 2);
}

}  // namespace
}  // namespace bench
