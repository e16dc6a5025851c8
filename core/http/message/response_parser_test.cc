#include "core/http/message/response_parser.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace rondo::http {
namespace {

/// Parses pieces that end at `cuts`, for requests of these methods in turn (the
/// last one holds for all that follow). "[200 OK]" for a head, then its fields;
/// the body in quotes with a "." behind it, trailers in braces; "^" and the
/// rest for an upgrade; "!CODE" for an error; "~" if the end came in the
/// middle.
std::string Parse(std::string_view text, const std::vector<size_t>& cuts,
                  const std::vector<Method>& requests,
                  const ParserLimits& limits) {
  ResponseParser parser(limits);
  size_t answered = 0;
  const auto expect = [&] {
    if (requests.empty()) return;
    parser.Expect(requests[std::min(answered, requests.size() - 1)]);
  };
  expect();
  std::string out;
  std::string body;
  bool in_body = false;
  const auto end = [&] {
    out += "'" + body + "'.";
    body.clear();
    in_body = false;
  };
  size_t from = 0;
  for (size_t i = 0; i <= cuts.size(); ++i) {
    const size_t to = i < cuts.size() ? cuts[i] : text.size();
    // A copy that ends where the piece ends, so that sanitizers see overruns.
    const std::string piece(text.substr(from, to - from));
    from = to;
    std::string_view input = piece;
    for (bool more = true; more;) {
      switch (parser.Next(input)) {
        case MessageParser::Event::kNeedInput:
          EXPECT_TRUE(input.empty());
          more = false;
          break;
        case MessageParser::Event::kHead: {
          const ResponseHead& head = parser.head();
          EXPECT_TRUE(head.raw.ends_with("\n"));
          out += "[" + std::to_string(head.status);
          if (head.minor_version == 0) out += " 1.0";
          out += " " + std::string(head.reason);
          HeaderCursor cursor(head);
          while (cursor.Next()) {
            out += "|" + std::string(cursor.name()) + "=" +
                   std::string(cursor.value());
          }
          out += head.keep_alive ? "]" : "]c";
          if (head.informational()) out += "i";
          if (head.until_close) out += "u";
          in_body = head.has_body;
          if (!head.informational()) ++answered;
          if (!in_body && !head.upgrade) expect();
          break;
        }
        case MessageParser::Event::kBody:
          body += parser.body();
          break;
        case MessageParser::Event::kEnd:
          end();
          if (!parser.trailers().empty()) {
            out += "{" + std::string(parser.trailers()) + "}";
          }
          expect();
          break;
        case MessageParser::Event::kUpgrade:
          return out + "^" + std::string(input) +
                 std::string(text.substr(from));
        case MessageParser::Event::kError:
          EXPECT_FALSE(parser.error().reason.empty());
          return out + "!" + std::string(parser.error().code);
      }
    }
  }
  if (!parser.Finish()) return out + "~";
  if (in_body) end();
  return out;
}

/// In one piece, cut in two at every byte, and byte by byte.
std::string ParseAll(std::string_view text,
                     const std::vector<Method>& requests = {},
                     const ParserLimits& limits = {}) {
  const std::string whole = Parse(text, {}, requests, limits);
  std::vector<size_t> everywhere;
  for (size_t at = 1; at < text.size(); ++at) {
    EXPECT_EQ(Parse(text, {at}, requests, limits), whole)
        << text << "\ncut at " << at;
    everywhere.push_back(at);
  }
  EXPECT_EQ(Parse(text, everywhere, requests, limits), whole) << text;
  return whole;
}

struct Case {
  const char* text;
  const char* expected;
  std::vector<Method> requests = {};
};

void Check(const std::vector<Case>& cases, const ParserLimits& limits = {}) {
  for (const Case& one : cases) {
    EXPECT_EQ(ParseAll(one.text, one.requests, limits), one.expected)
        << one.text;
  }
}

TEST(ResponseParser, StatusLines) {
  Check({
      {"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
       "[200 OK|Content-Length=0]"},
      {"HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n", "[200 |Content-Length=0]"},
      {"HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n", "[200 |Content-Length=0]"},
      {"HTTP/1.1 404 Not  Found (\xe9)\r\nContent-Length: 0\r\n\r\n",
       "[404 Not  Found (\xe9)|Content-Length=0]"},
      {"HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n",
       "[999 Odd|Content-Length=0]"},
      {"HTTP/1.1 204 A\tB\r\n\r\n", "[204 A\tB]"},
      {"\r\n\nHTTP/1.1 204 No\r\n\r\n", "[204 No]"},
      {"HTTP/1.1 099 Low\r\n\r\n", "!HPE_INVALID_STATUS"},
      {"HTTP/1.1 20 OK\r\n\r\n", "!HPE_INVALID_STATUS"},
      {"HTTP/1.1 2000 OK\r\n\r\n", "!HPE_INVALID_STATUS"},
      {"HTTP/1.1 2x0 OK\r\n\r\n", "!HPE_INVALID_STATUS"},
      {"HTTP/1.1 200OK\r\n\r\n", "!HPE_INVALID_STATUS"},
      {"HTTP/2.0 200 OK\r\n\r\n", "!HPE_INVALID_VERSION"},
      {"HTTP/0.9 200 OK\r\n\r\n", "!HPE_INVALID_VERSION"},
      {"HTTP/1.2 200 OK\r\n\r\n", "!HPE_INVALID_VERSION"},
      {"HTTP 200 OK\r\n\r\n", "!HPE_INVALID_CONSTANT"},
      {"GET / HTTP/1.1\r\nHost: a\r\n\r\n", "!HPE_INVALID_CONSTANT"},
      {"HTTP/1.1 200 OK\r\nContent-Le", "~"},
      {"HTT", "~"},
      {"", ""},
  });
}

TEST(ResponseParser, BodiesByLength) {
  Check({
      {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
       "HTTP/1.1 404 No\r\nContent-Length: 1\r\n\r\nx",
       "[200 OK|Content-Length=5]'hello'.[404 No|Content-Length=1]'x'."},
      {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel",
       "[200 OK|Content-Length=5]~"},
      {"HTTP/1.1 200 OK\r\nContent-Length: 3\t\r\n\r\nabc",
       "[200 OK|Content-Length=3]'abc'."},
      {"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na",
       "!HPE_UNEXPECTED_CONTENT_LENGTH"},
      {"HTTP/1.1 200 OK\r\nContent-Length: 1, 1\r\n\r\na",
       "!HPE_INVALID_CONTENT_LENGTH"},
      {"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\na",
       "!HPE_INVALID_CONTENT_LENGTH"},
      {"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\na",
       "!HPE_INVALID_CONTENT_LENGTH"},
  });
}

TEST(ResponseParser, ChunkedBodies) {
  Check({
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
       "5;a=b\r\nhello\r\nA\r\n0123456789\r\n0\r\nX: y\r\nConnection: close\r\n"
       "\r\nHTTP/1.1 204 No\r\n\r\n",
       "[200 OK|Transfer-Encoding=chunked]'hello0123456789'.{X: y\r\n"
       "Connection: close\r\n}[204 No]"},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
       "[200 OK|Transfer-Encoding=gzip, chunked]''."},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel",
       "[200 OK|Transfer-Encoding=chunked]~"},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\ng\r\n",
       "[200 OK|Transfer-Encoding=chunked]!HPE_INVALID_CHUNK_SIZE"},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n"
       "\r\n",
       "!HPE_INVALID_CONTENT_LENGTH"},
      {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n"
       "\r\n",
       "!HPE_INVALID_TRANSFER_ENCODING"},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n"
       "Transfer-Encoding: chunked\r\n\r\n",
       "!HPE_INVALID_TRANSFER_ENCODING"},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, gzip\r\n\r\n",
       "!HPE_INVALID_TRANSFER_ENCODING"},
      // No coding at all, whatever else frames the body.
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: \r\nContent-Length: 2\r\n\r\nab",
       "!HPE_INVALID_TRANSFER_ENCODING"},
      {"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding:\r\n\r\nab",
       "!HPE_INVALID_TRANSFER_ENCODING"},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: \t \r\n\r\nab",
       "!HPE_INVALID_TRANSFER_ENCODING"},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: ,\r\n\r\nab",
       "!HPE_INVALID_TRANSFER_ENCODING"},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip,,chunked\r\n\r\n0\r\n\r\n",
       "!HPE_INVALID_TRANSFER_ENCODING"},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked,\r\n\r\n0\r\n\r\n",
       "!HPE_INVALID_TRANSFER_ENCODING"},
      {"HTTP/1.1 204 No\r\nTransfer-Encoding: \r\nContent-Length: 2\r\n\r\n",
       "!HPE_INVALID_TRANSFER_ENCODING"},
      // HTTP/1.0 does not know it: what it frames is read, and the connection
      // not used again.
      {"HTTP/1.0 200 OK\r\nConnection: keep-alive\r\n"
       "Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n",
       "[200 1.0 OK|Connection=keep-alive|Transfer-Encoding=chunked]c'a'."},
  });
}

TEST(ResponseParser, BodiesUntilTheEnd) {
  Check({
      {"HTTP/1.1 200 OK\r\n\r\nall that\r\n\r\ncomes",
       "[200 OK]cu'all that\r\n\r\ncomes'."},
      {"HTTP/1.0 200 OK\r\nConnection: keep-alive\r\n\r\n",
       "[200 1.0 OK|Connection=keep-alive]cu''."},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nabc",
       "[200 OK|Transfer-Encoding=gzip]cu'abc'."},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: xchunked\r\n\r\nabc",
       "[200 OK|Transfer-Encoding=xchunked]cu'abc'."},
  });
}

TEST(ResponseParser, ResponsesWithoutBody) {
  Check({
      {"HTTP/1.1 199 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
       "HTTP/1.1 204 No\r\nTransfer-Encoding: chunked\r\n\r\n"
       "HTTP/1.1 204 No\r\n\r\n",
       "[199 OK|Transfer-Encoding=chunked]i[204 No|Transfer-Encoding=chunked]"
       "[204 No]"},
      {"HTTP/1.1 204 No\r\nContent-Length: 5\r\n\r\nHTTP/1.1 304 Same\r\n"
       "Content-Length: 7\r\nTransfer-Encoding: gzip\r\n\r\n",
       "[204 No|Content-Length=5]!HPE_INVALID_TRANSFER_ENCODING"},
      {"HTTP/1.1 204 No\r\nContent-Length: 5\r\n\r\nHTTP/1.1 304 Same\r\n"
       "Content-Length: 7\r\n\r\nHTTP/1.1 304 Same\r\n"
       "Transfer-Encoding: chunked\r\n\r\nHTTP/1.1 204 No\r\n\r\n",
       "[204 No|Content-Length=5][304 Same|Content-Length=7]"
       "[304 Same|Transfer-Encoding=chunked][204 No]"},
      {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"
       "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
       "HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na",
       "[200 OK|Content-Length=5][200 OK|Transfer-Encoding=chunked][200 OK]"
       "[200 OK|Content-Length=1]'a'.",
       {Method::kHead, Method::kHead, Method::kHead, Method::kGet}},
      {"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\n",
       "[200 OK|Connection=close|Content-Length=5]c",
       {Method::kHead}},
  });
}

TEST(ResponseParser, InformationalResponses) {
  Check({
      {"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nLink: <a>\r\n\r\n"
       "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na",
       "[100 Continue]i[103 Hints|Link=<a>]i[200 OK|Content-Length=1]'a'."},
      // Neither their lengths nor their Connection mean anything.
      {"HTTP/1.1 102 Wait\r\nContent-Length: 3\r\nConnection: close\r\n\r\n"
       "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na",
       "[102 Wait|Content-Length=3|Connection=close]ci"
       "[200 OK|Content-Length=1]'a'."},
      {"HTTP/1.0 100 Continue\r\n\r\nHTTP/1.0 200 OK\r\n\r\nab",
       "[100 1.0 Continue]ci[200 1.0 OK]cu'ab'."},
      // The method of the request outlives them.
      {"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 9\r\n"
       "\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na",
       "[100 Continue]i[200 OK|Content-Length=9][200 OK|Content-Length=1]'a'.",
       {Method::kHead, Method::kGet}},
  });
}

TEST(ResponseParser, UpgradesAndTunnels) {
  Check({
      {"HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: w\r\n\r\n"
       "\x01 rest",
       "[101 Switching|Connection=Upgrade|Upgrade=w]^\x01 rest"},
      // What does not say to what it switches is the last that is understood.
      {"HTTP/1.1 101 Switching\r\n\r\n", "[101 Switching]c"},
      {"HTTP/1.1 101 Switching\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
       "[101 Switching]c!HPE_CLOSED_CONNECTION"},
      {"HTTP/1.1 101 Switching\r\nUpgrade: w\r\nContent-Length: 4\r\n\r\nrest",
       "[101 Switching|Upgrade=w|Content-Length=4]c!HPE_CLOSED_CONNECTION"},
      {"HTTP/1.1 101 Switching\r\nConnection: upgrade, keep-alive\r\n\r\nrest",
       "[101 Switching|Connection=upgrade, keep-alive]c!HPE_CLOSED_CONNECTION"},
      {"HTTP/1.1 101 Switching\r\nUpgrade: w\r\nConnection: close\r\n\r\nrest",
       "[101 Switching|Upgrade=w|Connection=close]c!HPE_CLOSED_CONNECTION"},
      // An offer is none.
      {"HTTP/1.1 200 OK\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n"
       "Content-Length: 1\r\n\r\na",
       "[200 OK|Connection=Upgrade|Upgrade=h2c|Content-Length=1]'a'."},
      {"HTTP/1.1 426 Do\r\nConnection: Upgrade\r\nUpgrade: w\r\n"
       "Content-Length: 0\r\n\r\nHTTP/1.1 204 No\r\n\r\n",
       "[426 Do|Connection=Upgrade|Upgrade=w|Content-Length=0][204 No]"},
      {"HTTP/1.1 200 Established\r\nContent-Length: 4\r\n\r\n\x16\x03\x01",
       "[200 Established|Content-Length=4]^\x16\x03\x01",
       {Method::kConnect}},
      {"HTTP/1.1 299 Odd\r\nTransfer-Encoding: chunked\r\n\r\nx",
       "[299 Odd|Transfer-Encoding=chunked]^x",
       {Method::kConnect}},
      {"HTTP/1.1 407 Who\r\nContent-Length: 2\r\n\r\nno",
       "[407 Who|Content-Length=2]'no'.",
       {Method::kConnect}},
  });
}

TEST(ResponseParser, TheConnectionAfterIt) {
  Check({
      {"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\naHTTP",
       "[200 OK|Connection=close|Content-Length=1]c'a'."
       "!HPE_CLOSED_CONNECTION"},
      {"HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\na",
       "[200 1.0 OK|Content-Length=1]c'a'."},
      {"HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 1\r\n\r\na"
       "HTTP/1.0 204 No\r\n\r\n",
       "[200 1.0 OK|Connection=keep-alive|Content-Length=1]'a'.[204 1.0 No]c"},
  });
}

TEST(ResponseParser, MalformedFields) {
  Check({
      {"HTTP/1.1 200 OK\r\nA : b\r\n\r\n", "!HPE_INVALID_HEADER_TOKEN"},
      {"HTTP/1.1 200 OK\r\n: b\r\n\r\n", "!HPE_INVALID_HEADER_TOKEN"},
      {"HTTP/1.1 200 OK\r\nA: \x01\r\n\r\n", "!HPE_INVALID_HEADER_TOKEN"},
      {"HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n", "!HPE_INVALID_HEADER_TOKEN"},
      {"HTTP/1.1 200 OK\nA: b\r\n\r\n", "!HPE_CR_EXPECTED"},
      {"HTTP/1.1 200 OK\r\nA: b\nC: d\r\n\r\n", "!HPE_CR_EXPECTED"},
      {"HTTP/1.1 200 OK\rA: b\r\n\r\n", "!HPE_STRICT"},
  });
}

TEST(ResponseParser, LimitsOfHeads) {
  const ParserLimits limits{.max_header_size = 30};
  const std::string reason(40, 'r');
  EXPECT_EQ(ParseAll("HTTP/1.1 200 " + reason + "\r\n\r\n", {}, limits),
            "!HPE_HEADER_OVERFLOW");
  EXPECT_EQ(
      ParseAll("HTTP/1.1 204 OK\r\nA: " + reason + "\r\n\r\n", {}, limits),
      "!HPE_HEADER_OVERFLOW");
  EXPECT_EQ(
      ParseAll("HTTP/1.1 204 OK\r\nA:" + std::string(130, ' ') + "b\r\n\r\n",
               {}, limits),
      "!HPE_HEADER_OVERFLOW");
  // Each of them for itself.
  EXPECT_EQ(ParseAll("HTTP/1.1 103 OK\r\nA: aaaaaaaaaaaaaaa\r\n\r\n"
                     "HTTP/1.1 204 OK\r\nA: bbbbbbbbbbbbbbb\r\n\r\n",
                     {}, limits),
            "[103 OK|A=aaaaaaaaaaaaaaa]i[204 OK|A=bbbbbbbbbbbbbbb]");
  EXPECT_EQ(ParseAll("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                     {}, {.max_header_size = 64}),
            "[200 OK|Transfer-Encoding=chunked]~");
  const std::string trailer(70, 't');
  EXPECT_EQ(
      ParseAll("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"
               "A: " +
                   trailer + "\r\n\r\n",
               {}, {.max_header_size = 64}),
      "[200 OK|Transfer-Encoding=chunked]!HPE_HEADER_OVERFLOW");
}

TEST(ResponseParser, Lenient) {
  const ParserLimits lenient{.lenient = true};
  const std::vector<Case> cases = {
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 9\r\n"
       "\r\n1\r\na\r\n0\r\n\r\n",
       "[200 OK|Transfer-Encoding=chunked|Content-Length=9]'a'."},
      {"HTTP/2.0 204 No\r\n\r\n", "[204 1.0 No]c"},
      {"HTTP/1.1 204 No\nA: b\n\n", "[204 No|A=b]"},
      {"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\na"
       "HTTP/1.1 204 No\r\n\r\n",
       "[200 OK|Connection=close|Content-Length=1]c'a'.[204 No]"},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, gzip\r\n\r\nabc",
       "[200 OK|Transfer-Encoding=chunked, gzip]cu'abc'."},
  };
  Check(cases, lenient);
  for (const Case& one : cases) {
    EXPECT_NE(ParseAll(one.text).find('!'), std::string::npos) << one.text;
  }
}

TEST(ResponseParser, ResetForgets) {
  ResponseParser parser({});
  parser.Expect(Method::kHead);
  const std::string text = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na";
  std::string_view input = text;
  ASSERT_EQ(parser.Next(input), MessageParser::Event::kHead);
  ASSERT_EQ(parser.Next(input), MessageParser::Event::kError);
  EXPECT_TRUE(parser.dead());
  parser.Reset({});
  EXPECT_TRUE(parser.at_boundary());
  input = text;
  ASSERT_EQ(parser.Next(input), MessageParser::Event::kHead);
  EXPECT_TRUE(parser.head().has_body);
  ASSERT_EQ(parser.Next(input), MessageParser::Event::kBody);
  EXPECT_EQ(parser.body(), "a");
  ASSERT_EQ(parser.Next(input), MessageParser::Event::kEnd);
}

}  // namespace
}  // namespace rondo::http
