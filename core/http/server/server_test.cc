// The connection on the scripted kernel: order, flow, time and the end.
#include "core/http/server/server.h"

#include <errno.h>
#include <gtest/gtest.h>

#include <string>

#include "core/http/server/server_fixture.h"

namespace rondo::http {
namespace {

TEST(Server, AnswersAndKeepsAlive) {
  ServerFixture f;
  const int client = f.Connect();
  EXPECT_EQ(f.Ask(client, Get("/a")), Ok("/a"));
  EXPECT_EQ(f.delegate.raw_head, Get("/a"));
  EXPECT_EQ(f.Ask(client, Get("/b")), Ok("/b"));
  EXPECT_EQ(f.server.Find(f.delegate.last), nullptr);
  EXPECT_EQ(f.delegate.ended, 2u);
  EXPECT_TRUE(f.server.FindConnection(f.delegate.last_connection)->idle());
}

TEST(Server, HeadInPieces) {
  ServerFixture f;
  const int client = f.Connect();
  for (char c : Get("/pieces", "A: b\r\n")) {
    f.fake->Feed(client, {&c, 1});
    f.Settle();
  }
  EXPECT_EQ(f.delegate.raw_head, Get("/pieces", "A: b\r\n"));
  EXPECT_EQ(f.fake->Take(client), Ok("/pieces"));
}

TEST(Server, PipelinedResponsesKeepTheirOrder) {
  ServerFixture f;
  const int client = f.Connect();
  EXPECT_EQ(
      f.Ask(client, Get("/later1") + Get("/b") + Get("/later2") + Get("/d")),
      "");
  f.Answer("/later2");
  EXPECT_EQ(f.fake->Take(client), "");
  f.Answer("/later1");
  EXPECT_EQ(f.fake->Take(client),
            Ok("/later1") + Ok("/b") + Ok("/later2") + Ok("/d"));
  EXPECT_EQ(f.delegate.ended, 4u);
  EXPECT_EQ(f.Ask(client, Get("/e")), Ok("/e"));
}

TEST(Server, AThousandPipelinedRequests) {
  for (bool chaos : {false, true}) {
    ServerFixture f({}, {.seed = 7, .chaos = chaos});
    const int client = f.Connect();
    std::string requests;
    std::string expected;
    for (int i = 0; i < 1000; ++i) {
      const std::string target = "/" + std::to_string(i);
      requests += Get(target);
      expected += Ok(target);
    }
    f.fake->Feed(client, requests);
    std::string got;
    for (int i = 0; i < 1000 && got.size() < expected.size(); ++i) {
      f.Settle();
      got += f.fake->Take(client);
    }
    EXPECT_EQ(got, expected);
    EXPECT_EQ(f.delegate.ended, 1000u);
  }
}

TEST(Server, PipeliningRestsAboveTheOpenLimit) {
  ServerFixture f;
  const int client = f.Connect();
  std::string requests;
  for (int i = 0; i < 3000; ++i) {
    requests += Get("/later" + std::to_string(i));
  }
  f.fake->Feed(client, requests);
  f.Settle();
  EXPECT_EQ(f.delegate.pending.size(), Connection::kMaxOpenExchanges);
  std::string got;
  for (int i = 0; i < 3000; ++i) {
    f.Answer("/later" + std::to_string(i));
    got += f.fake->Take(client);
  }
  EXPECT_TRUE(got.ends_with(Ok("/later2999")));
}

TEST(Server, BodiesBothWays) {
  ServerFixture f;
  const int client = f.Connect();
  EXPECT_EQ(
      f.Ask(client,
            "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello"),
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
      "5\r\nhello\r\n0\r\nX-Sum: 1\r\n\r\n");
  EXPECT_EQ(f.Ask(client,
                  "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: "
                  "chunked\r\n\r\n3\r\nabc\r\n10\r\n0123456789abcdef\r\n"
                  "0\r\nT: u\r\n\r\n" +
                      Get("/next")),
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"
            "10\r\n0123456789abcdef\r\n0\r\nX-Sum: 1\r\n\r\n" +
                Ok("/next"));
  EXPECT_NE(f.delegate.log.find("E {T: u\r\n}"), std::string::npos);
}

// A parser goes on to other connections: what a trailer says stays behind.
TEST(Server, TrailersSayNothingToLaterRequests) {
  for (const char* trailer :
       {"Connection: close", "Proxy-Connection: close",
        "Connection: keep-alive", "Connection: close, upgrade",
        "Connection: upgrade\r\nUpgrade: w", "Upgrade: w", "Content-Length: 7",
        "Transfer-Encoding: gzip", "Transfer-Encoding: chunked", "X: y"}) {
    SCOPED_TRACE(trailer);
    ServerFixture f;
    const std::string attack =
        "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
        "1\r\na\r\n0\r\n" +
        std::string(trailer) + "\r\n\r\n";
    const std::string post =
        "POST /b HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi";
    const int client = f.Connect();
    EXPECT_EQ(f.Ask(client, attack), Ok("/a"));
    const int other = f.Connect();
    EXPECT_EQ(f.Ask(other, post), Ok("/b"));
    EXPECT_EQ(f.Ask(other, Get("/c")), Ok("/c"));
    if (f.fake->Ended(client)) {  // refused: it is about framing
      EXPECT_NE(f.delegate.log.find("!HPE_"), std::string::npos);
      continue;
    }
    // Nor to those behind it on its own connection.
    EXPECT_EQ(f.Ask(client, post + Get("/c")), Ok("/b") + Ok("/c"));
    EXPECT_EQ(f.Ask(client, attack + post + Get("/d", "A: b\r\n")),
              Ok("/a") + Ok("/b") + Ok("/d"));
    EXPECT_EQ(f.Ask(other, post), Ok("/b"));
  }
}

TEST(Server, AnswerBeforeTheBodyKeepsTheConnection) {
  ServerFixture f;
  const int client = f.Connect();
  EXPECT_EQ(
      f.Ask(client,
            "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\nabc"),
      Ok("/a"));
  EXPECT_EQ(f.delegate.ended, 0u);
  EXPECT_EQ(f.Ask(client, "def" + Get("/b")), Ok("/b"));
  EXPECT_EQ(f.delegate.body, "abcdef");
  EXPECT_EQ(f.delegate.ended, 2u);
}

TEST(Server, PausedBodyStopsReading) {
  ServerFixture f({}, {.window = 64 * 1024});
  bool paused = false;
  f.delegate.on_body = [&paused](Exchange& exchange) {
    if (paused) return;
    paused = true;
    exchange.PauseBody();
  };
  const int client = f.Connect();
  const std::string body(1 << 20, 'b');
  f.Ask(client, "POST /later HTTP/1.1\r\nHost: x\r\nContent-Length: " +
                    std::to_string(body.size()) + "\r\n\r\n" + body);
  const size_t arrived = f.delegate.body.size();
  EXPECT_GT(arrived, 0u);
  EXPECT_LT(arrived, 64u * 1024);
  f.Settle();
  EXPECT_EQ(f.delegate.body.size(), arrived);
  f.server.Find(f.delegate.last)->ResumeBody();
  for (int i = 0; i < 20; ++i) f.Settle();
  EXPECT_EQ(f.delegate.body.size(), body.size());
  f.Answer("/later");
  EXPECT_EQ(f.fake->Take(client), Ok("/later"));
}

TEST(Server, DiscardedBodyIsRead) {
  ServerFixture f;
  f.delegate.on_request = [](Exchange& exchange, const RequestHead& head) {
    if (head.has_body) {
      exchange.PauseBody();
      exchange.DiscardBody();
    }
    return false;
  };
  const int client = f.Connect();
  EXPECT_EQ(
      f.Ask(client,
            "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc" +
                Get("/b")),
      Ok("/a") + Ok("/b"));
  EXPECT_EQ(f.delegate.body, "");
}

TEST(Server, SlowReaderBoundsMemory) {
  ServerFixture f({}, {.window = 16 * 1024});
  const int client = f.Connect();
  std::string requests;
  for (int i = 0; i < 100; ++i) requests += Get("/big");
  f.fake->Feed(client, requests);
  f.Settle();
  // One response over the high-water mark, and no further request is read.
  EXPECT_LE(f.delegate.ended, 2u);
  const Connection* connection =
      f.server.FindConnection(f.delegate.last_connection);
  EXPECT_LE(connection->queued_bytes(), 2u << 20);
  size_t got = 0;
  for (int i = 0; i < 20'000 && f.delegate.ended < 100; ++i) {
    got += f.fake->Take(client).size();
    f.loop.Run(Loop::Mode::kNoWait);
  }
  EXPECT_EQ(f.delegate.ended, 100u);
  for (int i = 0; i < 1000; ++i) {
    got += f.fake->Take(client).size();
    f.loop.Run(Loop::Mode::kNoWait);
  }
  EXPECT_EQ(got, 100 * (Head("200 OK", 1 << 20).size() + (1 << 20)));
}

TEST(Server, DrainAndFinish) {
  ServerFixture f({}, {.window = 1024});
  const int client = f.Connect();
  f.Ask(client, Get("/later"));
  Exchange* exchange = f.server.Find(f.delegate.pending["/later"]);
  exchange->Write({}, std::string(10'000, 'x'), kWriteMore);
  exchange->NotifyDrain();
  f.Settle();
  EXPECT_EQ(f.delegate.log, "R/later ");
  size_t got = 0;
  while (got < 10'000) {
    got += f.fake->Take(client).size();
    f.Settle();
  }
  EXPECT_EQ(f.delegate.log, "R/later D ");
  exchange->Write({}, std::string(5000, 'y'), kWriteEnd | kWriteNotify);
  f.Settle();
  EXPECT_EQ(f.delegate.ended, 0u);
  f.fake->Take(client);
  f.Settle();
  f.fake->Take(client);
  f.Settle();
  f.fake->Take(client);
  f.Settle();
  f.fake->Take(client);
  f.Settle();
  f.fake->Take(client);
  f.Settle();
  EXPECT_EQ(f.delegate.log, "R/later D F ");
  EXPECT_EQ(f.delegate.ended, 1u);
}

TEST(Server, FinishWithoutBytes) {
  ServerFixture f;
  const int client = f.Connect();
  f.Ask(client, Get("/later"));
  const ExchangeId id = f.delegate.pending["/later"];
  f.server.Find(id)->Write("HTTP/1.1 204 No Content\r\n\r\n", {}, 0);
  f.Settle();
  f.server.Find(id)->End(kWriteNotify);
  f.Settle();
  EXPECT_EQ(f.delegate.log, "R/later F ");
  EXPECT_EQ(f.server.Find(id), nullptr);
}

int released = 0;

TEST(Server, OwnedBytesAreSentAndReleased) {
  ServerFixture f;
  const int client = f.Connect();
  released = 0;
  static const std::string big(100'000, 'o');
  const net::OwnedBytes owned{
      .bytes = {reinterpret_cast<const uint8_t*>(big.data()), big.size()},
      .release = [](void*) { ++released; },
      .owner = nullptr};
  f.Ask(client, Get("/later1") + Get("/later2"));
  f.server.Find(f.delegate.pending["/later2"])->WriteOwned(owned, kWriteEnd);
  f.server.Find(f.delegate.pending["/later1"])
      ->WriteOwned(owned, kWriteChunked | kWriteEnd);
  EXPECT_EQ(released, 0);
  f.Settle();
  EXPECT_EQ(released, 2);
  EXPECT_EQ(f.fake->Take(client), "186a0\r\n" + big + "\r\n0\r\n\r\n" + big);
  f.Ask(client, Get("/later1"));
  Exchange* exchange = f.server.Find(f.delegate.pending["/later1"]);
  f.fake->Reset(client);
  f.Settle();
  EXPECT_EQ(f.server.Find(f.delegate.pending["/later1"]), nullptr);
  static_cast<void>(exchange);
}

TEST(Server, CloseAfterResponse) {
  ServerFixture f;
  const int client = f.Connect();
  EXPECT_EQ(f.Ask(client, Get("/a", "Connection: close\r\n") + "JUNK"),
            Ok("/a"));
  EXPECT_TRUE(f.fake->Ended(client));
  EXPECT_EQ(f.delegate.log, "R/a C0 ");
  const int old = f.Connect();
  EXPECT_EQ(f.Ask(old, "GET /o HTTP/1.0\r\n\r\n"), Ok("/o"));
  EXPECT_TRUE(f.fake->Ended(old));
}

TEST(Server, CloseAfterResponseLeavesTheBodyThatCame) {
  ServerFixture f;
  f.delegate.on_request = [](Exchange& exchange, const RequestHead&) {
    exchange.Write(Head("200 OK", 2), "ok", kWriteEnd | kWriteClose);
    return true;
  };
  const std::string post =
      "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  const int client = f.Connect();
  EXPECT_EQ(f.Ask(client, post + "3\r\nabc\r\n0\r\nT: u\r\n\r\n" + Get("/b")),
            Ok("ok"));
  EXPECT_EQ(f.delegate.log, "R/a E {T: u\r\n} C0 ");
  EXPECT_EQ(f.delegate.body, "abc");

  // What comes later is thrown away, and what is malformed tells nobody.
  f.delegate.log.clear();
  const int late = f.Connect();
  EXPECT_EQ(f.Ask(late, post + "2\r\nde\r\n"), Ok("ok"));
  f.Ask(late, "1\r\nf\r\n0\r\n\r\n");
  const int malformed = f.Connect();
  EXPECT_EQ(f.Ask(malformed, post + "1\r\ng\r\nzz\r\n"), Ok("ok"));
  f.Pass(1200);
  EXPECT_EQ(f.delegate.log, "R/a R/a A C0 A C0 ");
  EXPECT_EQ(f.delegate.body, "abcdeg");
}

TEST(Server, CloseAfterResponseDeliversWhatAPauseHeldBack) {
  ServerFixture f;
  f.delegate.on_body = [](Exchange& exchange) { exchange.PauseBody(); };
  const int client = f.Connect();
  f.Ask(client,
        "POST /later HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
        "1\r\na\r\n1\r\nb\r\n0\r\n\r\n");
  EXPECT_EQ(f.delegate.body, "a");
  f.Answer("/later", kWriteClose);
  EXPECT_EQ(f.delegate.body, "ab");
  EXPECT_EQ(f.delegate.log, "R/later E C0 ");
}

TEST(Server, CloseAfterResponseAbortsTheRequestsBehind) {
  ServerFixture f;
  const int client = f.Connect();
  f.Ask(client, Get("/later1") + Get("/later2"));
  f.Answer("/later1", kWriteClose);
  EXPECT_EQ(f.fake->Take(client), Ok("/later1"));
  EXPECT_EQ(f.delegate.log, "R/later1 R/later2 A C0 ");
  EXPECT_EQ(f.server.Find(f.delegate.pending["/later2"]), nullptr);
}

TEST(Server, ExpectContinue) {
  ServerFixture f;
  const int client = f.Connect();
  EXPECT_EQ(f.Ask(client,
                  "POST /later HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n"
                  "Expect: 100-continue\r\n\r\n"),
            "HTTP/1.1 100 Continue\r\n\r\n");
  f.Ask(client, "ab");
  f.Answer("/later");
  EXPECT_EQ(f.fake->Take(client), Ok("/later"));
  EXPECT_EQ(f.delegate.body, "ab");
}

TEST(Server, MalformedGets400AfterEarlierResponses) {
  ServerFixture f;
  const int client = f.Connect();
  EXPECT_EQ(f.Ask(client, Get("/later") + "GARBAGE\r\n\r\n"), "");
  EXPECT_FALSE(f.fake->Ended(client));
  f.Answer("/later");
  EXPECT_EQ(f.fake->Take(client),
            Ok("/later") +
                "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n"
                "\r\n");
  EXPECT_TRUE(f.fake->Ended(client));
  EXPECT_FALSE(f.fake->Gone(client));  // lingers: the client may still send
  f.Pass(1200);
  EXPECT_TRUE(f.fake->Gone(client));
  EXPECT_TRUE(f.Works());
}

TEST(Server, BrokenBodyIsAnsweredUnlessAnAnswerBegan) {
  ServerFixture f;
  const int client = f.Connect();
  const std::string bad =
      " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n";
  EXPECT_EQ(f.Ask(client, "POST /later" + bad),
            "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
  const int second = f.Connect();
  EXPECT_EQ(f.Ask(second, "POST /echo" + bad),
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
  EXPECT_TRUE(f.fake->Ended(second));
}

TEST(Server, InformationIsNoAnswer) {
  ServerFixture f({.request_timeout_ms = 300});
  f.delegate.on_request = [](Exchange& exchange, const RequestHead&) {
    exchange.WriteInformation("HTTP/1.1 102 Processing\r\n\r\n");
    return true;
  };
  const std::string post =
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  const std::string information = "HTTP/1.1 102 Processing\r\n\r\n";
  EXPECT_EQ(
      f.Ask(f.Connect(), post + "zz\r\n"),
      information + "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
  // The request is over with its answer, though the connection lingers.
  EXPECT_EQ(f.delegate.log, "R/ !HPE_INVALID_CHUNK_SIZE A ");
  EXPECT_EQ(f.delegate.ended, 1u);
  const int slow = f.Connect();
  EXPECT_EQ(f.Ask(slow, post + "1\r\n"), information);
  f.Pass(400);
  EXPECT_EQ(f.fake->Take(slow),
            "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(f.delegate.ended, 2u);
}

TEST(Server, ABrokenRequestsEndMayEndTheConnection) {
  ServerFixture f;
  f.delegate.on_aborted = [&f](Exchange& exchange) {
    exchange.connection().Destroy();
  };
  const int client = f.Connect();
  f.Ask(client,
        "GET /notify HTTP/1.1\r\nHost: x\r\n\r\n"
        "POST /later HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
        "\r\nzz\r\n");
  EXPECT_TRUE(f.fake->Ended(client));
  EXPECT_EQ(f.delegate.log, "R/notify R/later !HPE_INVALID_CHUNK_SIZE A A C0 ");
  EXPECT_TRUE(f.Works());
}

TEST(Server, MissingHost) {
  ServerFixture f;
  const std::string answer = f.Ask(f.Connect(), "GET / HTTP/1.1\r\n\r\n");
  EXPECT_TRUE(answer.starts_with(
      "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nDate: "));
  EXPECT_TRUE(
      answer.ends_with(" GMT\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"));
  f.server.options().require_host_header = false;
  EXPECT_EQ(f.Ask(f.Connect(), "GET /a HTTP/1.1\r\n\r\n"), Ok("/a"));
}

TEST(Server, BodyLimit) {
  ServerFixture f({.max_body_size = 4});
  const std::string too_large =
      "HTTP/1.1 413 Payload Too Large\r\nConnection: close\r\n\r\n";
  EXPECT_EQ(f.Ask(f.Connect(),
                  "POST /a HTTP/1.1\r\nHost: x\r\n"
                  "Content-Length: 5\r\n\r\n"),
            too_large);
  EXPECT_EQ(f.Ask(f.Connect(),
                  "POST /later HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: "
                  "chunked\r\n\r\n3\r\nabc\r\n3\r\ndef\r\n"),
            too_large);
  EXPECT_EQ(
      f.Ask(f.Connect(),
            "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nabcd"),
      Ok("/a"));
}

TEST(Server, BodyOverTheLimitBehindTheLastAnswerTellsNobody) {
  ServerFixture f({.max_body_size = 4});
  f.delegate.on_request = [](Exchange& exchange, const RequestHead&) {
    exchange.Write(Head("200 OK", 2), "ok", kWriteEnd | kWriteClose);
    return true;
  };
  EXPECT_EQ(f.Ask(f.Connect(),
                  "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: "
                  "chunked\r\n\r\n4\r\nabcd\r\n1\r\ne\r\n1\r\nf\r\n"),
            Ok("ok"));
  EXPECT_EQ(f.delegate.log, "R/a ");
  EXPECT_EQ(f.delegate.body, "abcd");
}

// --- Time.

TEST(Server, HeadersTimeout) {
  ServerFixture f;
  const int silent = f.Connect();
  const int slow = f.Connect();
  f.Ask(slow, "GET / HTTP/1.1\r\nHo");
  f.Pass(59'900);
  EXPECT_FALSE(f.fake->Ended(silent));
  f.Pass(200);
  const std::string timeout =
      "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n";
  EXPECT_EQ(f.fake->Take(silent), timeout);
  EXPECT_EQ(f.fake->Take(slow), timeout);
  EXPECT_TRUE(f.fake->Ended(slow));
  EXPECT_TRUE(f.Works());
}

// What comes behind is thrown away: the parser met no error to tell again.
TEST(Server, ATimeoutIsToldOnce) {
  ServerFixture f;
  f.delegate.takes_errors = true;
  const int head = f.Connect();
  f.Ask(head, "GET / HTTP/1.1\r\nHost: x\r\n");
  const int body = f.Connect();
  f.Ask(body, "POST /later HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n");
  f.Pass(301'000);
  const std::string told =
      "R/later !ERR_HTTP_REQUEST_TIMEOUT !ERR_HTTP_REQUEST_TIMEOUT ";
  EXPECT_EQ(f.delegate.log, told);
  EXPECT_EQ(f.Ask(head, "X: y\r\n\r\n"), "");
  EXPECT_EQ(f.Ask(body, "nine byte"), "");
  EXPECT_EQ(f.delegate.log, told);
  // But not for ever.
  f.Ask(head, std::string(Connection::kLingerBytes, 'x'));
  EXPECT_TRUE(f.fake->Ended(head));
  EXPECT_TRUE(f.Works());
}

TEST(Server, RequestTimeoutCountsFromTheFirstByte) {
  ServerFixture f;
  const int client = f.Connect();
  f.Pass(10'000);
  f.Ask(client, "POST /later HTTP/1.1\r\n");
  f.Pass(30'000);
  f.Ask(client, "Host: x\r\nContent-Length: 10\r\n\r\n");
  for (int i = 0; i < 5; ++i) {
    f.Pass(50'000);
    f.Ask(client, "b");
  }
  // The connection's own time ran until the first byte came: 10 s more.
  f.Pass(9'900);
  EXPECT_FALSE(f.fake->Ended(client));
  f.Pass(10'200);
  EXPECT_EQ(f.fake->Take(client),
            "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n");
}

TEST(Server, KeepAliveTimeoutClosesSilently) {
  ServerFixture f;
  const int client = f.Connect();
  f.Ask(client, Get("/a"));
  f.Pass(5'800);
  EXPECT_FALSE(f.fake->Ended(client));
  f.Ask(client, Get("/b"));
  f.Pass(5'800);
  EXPECT_FALSE(f.fake->Ended(client));
  f.Pass(300);
  EXPECT_TRUE(f.fake->Gone(client));
  EXPECT_EQ(f.fake->Take(client), "");
}

TEST(Server, KeepAliveTimeoutIsTheDelegatesIfItWants) {
  ServerFixture f;
  f.delegate.keep_idle = true;
  const int client = f.Connect();
  f.Ask(client, Get("/a"));
  f.Pass(60'000);
  EXPECT_EQ(f.delegate.log, "R/a K ");
  EXPECT_FALSE(f.fake->Ended(client));
  EXPECT_EQ(f.Ask(client, Get("/b")), Ok("/b"));
  f.delegate.keep_idle = false;
  f.Pass(6'200);
  EXPECT_TRUE(f.fake->Gone(client));
}

TEST(Server, NoTimeoutWhileAHandlerWorks) {
  ServerFixture f;
  const int client = f.Connect();
  f.Ask(client, Get("/later"));
  f.Pass(400'000);
  f.Answer("/later");
  EXPECT_EQ(f.fake->Take(client), Ok("/later"));
}

// --- The end.

TEST(Server, GracefulClose) {
  ServerFixture f;
  const int idle = f.Connect();
  f.Ask(idle, Get("/a"));
  const int busy = f.Connect();
  f.Ask(busy, Get("/later"));
  f.server.Close();
  f.Settle();
  EXPECT_TRUE(f.fake->Gone(idle));
  EXPECT_FALSE(f.fake->Ended(busy));
  EXPECT_EQ(f.delegate.log.find("S "), std::string::npos);
  f.Answer("/later");
  EXPECT_EQ(f.fake->Take(busy), Ok("/later"));
  EXPECT_TRUE(f.fake->Gone(busy));
  EXPECT_NE(f.delegate.log.find("S "), std::string::npos);
}

TEST(Server, CloseAllAborts) {
  ServerFixture f;
  const int client = f.Connect();
  f.Ask(client, Get("/later"));
  f.server.CloseAllConnections();
  EXPECT_EQ(f.delegate.log, "R/later ");
  f.Settle();
  EXPECT_EQ(f.delegate.log, "R/later A C0 ");
}

TEST(Server, ClientGone) {
  ServerFixture f;
  const int client = f.Connect();
  f.Ask(client, Get("/later"));
  f.fake->Close(client);
  f.Settle();
  EXPECT_EQ(f.delegate.log, "R/later A C0 ");
  const int second = f.Connect();
  f.Ask(second, Get("/later"));
  f.fake->Reset(second);
  f.Settle();
  EXPECT_EQ(f.delegate.log, "R/later A C0 R/later !ECONNRESET A C" +
                                std::to_string(ECONNRESET) + " ");
}

TEST(Server, HalfClosedClientGetsWhatIsWritten) {
  ServerFixture f;
  const int client = f.Connect();
  f.fake->Feed(client, Get("/big"));
  f.fake->HalfClose(client);
  std::string got;
  for (int i = 0; i < 100; ++i) {
    f.Settle();
    got += f.fake->Take(client);
  }
  EXPECT_EQ(got.size(), Head("200 OK", 1 << 20).size() + (1 << 20));
  EXPECT_TRUE(f.fake->Gone(client));
}

TEST(Server, HalfClosedClientGetsTheAnswerThatEndsItsConnection) {
  for (bool late : {false, true}) {
    ServerFixture f;
    const int client = f.Connect();
    f.fake->Feed(client, Get("/big", "Connection: close\r\n"));
    if (late) f.Settle();  // The answer waits for its reader.
    f.fake->HalfClose(client);
    std::string got;
    for (int i = 0; i < 100; ++i) {
      f.Settle();
      got += f.fake->Take(client, 64 * 1024);
    }
    EXPECT_EQ(got.size(), Head("200 OK", 1 << 20).size() + (1 << 20));
    EXPECT_TRUE(f.fake->Gone(client));
    EXPECT_EQ(f.delegate.log, "R/big C0 ");
  }
}

TEST(Server, DestroyInsideCallbacks) {
  ServerFixture f;
  f.delegate.on_request = [](Exchange& exchange, const RequestHead&) {
    exchange.connection().Destroy();
    return false;  // the answer goes nowhere
  };
  const int client = f.Connect();
  EXPECT_EQ(f.Ask(client, Get("/a") + Get("/b")), "");
  EXPECT_TRUE(f.fake->Gone(client));
  EXPECT_EQ(f.delegate.log, "R/a A C0 ");
}

TEST(Server, DescriptorsRunOut) {
  ServerFixture f;
  const int first = f.Connect();
  f.fake->set_descriptor_limit(f.fake->open_descriptors());
  const int waiting = f.fake->Connect(f.listener);
  f.fake->Feed(waiting, Get("/w"));
  f.Settle();
  EXPECT_EQ(f.fake->Take(waiting), "");
  EXPECT_EQ(f.Ask(first, Get("/a")), Ok("/a"));
  // One of ours closes: whoever waited is served at once.
  f.fake->set_descriptor_limit(f.fake->open_descriptors());
  f.fake->Close(first);
  f.Settle();
  EXPECT_EQ(f.fake->Take(waiting), Ok("/w"));
  // Another process closes one: after the retry delay.
  f.fake->set_descriptor_limit(SIZE_MAX);
  f.fake->FailNext(OpKind::kAccept, ENFILE);
  const int later = f.fake->Connect(f.listener);
  f.fake->Feed(later, Get("/l"));
  f.Settle();
  EXPECT_EQ(f.fake->Take(later), "");
  f.Pass(200);
  EXPECT_EQ(f.fake->Take(later), Ok("/l"));
}

TEST(Server, EverythingUnderChaos) {
  for (uint64_t seed = 1; seed <= 30; ++seed) {
    ServerFixture f({.keep_alive_timeout_ms = 0},
                    {.seed = seed, .chaos = true, .window = 4096});
    const int client = f.fake->Connect(f.listener);
    std::string expected;
    std::string requests;
    for (int i = 0; i < 10; ++i) {
      const std::string target = "/" + std::to_string(i);
      requests += Get(target) +
                  "POST /echo HTTP/1.1\r\nHost: x\r\n"
                  "Content-Length: 3\r\n\r\nabc";
      expected += Ok(target) + "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked";
    }
    requests += Get("/big", "Connection: close\r\n");
    f.fake->Feed(client, requests);
    std::string got;
    for (int i = 0; i < 20'000 && !f.fake->Gone(client); ++i) {
      f.loop.Run(Loop::Mode::kNoWait);
      got += f.fake->Take(client);
    }
    got += f.fake->Take(client);
    EXPECT_TRUE(got.starts_with(Ok("/0"))) << seed;
    EXPECT_TRUE(
        got.ends_with(Head("200 OK", 1 << 20) + std::string(1 << 20, 'x')))
        << seed;
  }
}

}  // namespace
}  // namespace rondo::http
