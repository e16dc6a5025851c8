// Clients that leave, are too slow or wrong, and connections that are ended,
// while something waits there.
#include <gtest/gtest.h>

#include <cerrno>
#include <string>

#include "core/http/server/server_fixture.h"

namespace rondo::http {
namespace {

// Whatever lies behind a request that nobody answers, and however the client
// goes: its requests are over at once.
TEST(Departure, ClientGoneBehindWhatWaits) {
  std::string many;
  for (int i = 0; i < 1100; ++i) many += Get("/later" + std::to_string(i));
  const std::string post = "POST /later2 HTTP/1.1\r\nHost: x\r\n";
  const std::string behind[] = {
      "G",
      "GET /later2 HTTP/1.1\r\nHos",
      post + "Content-Length: 9\r\n\r\nhalf",
      post + "Transfer-Encoding: chunked\r\n\r\n5\r\nhe",
      Get("/ws", "Connection: Upgrade\r\nUpgrade: x\r\n"),
      Get("/ws", "Connection: Upgrade\r\nUpgrade: x\r\n") + "bytes",
      "CONNECT a:1 HTTP/1.1\r\nHost: x\r\n\r\n",
      many,
  };
  for (const std::string& rest : behind) {
    for (const char* how : {"close", "half", "reset"}) {
      SCOPED_TRACE(rest.substr(0, 100) + " " + how);
      ServerFixture f;
      f.delegate.take_upgrades = true;
      const int client = f.Connect();
      EXPECT_EQ(f.Ask(client, Get("/later") + rest), "");
      EXPECT_EQ(f.delegate.log.find('A'), std::string::npos);
      if (how == std::string("close")) f.fake->Close(client);
      if (how == std::string("half")) f.fake->HalfClose(client);
      if (how == std::string("reset")) f.fake->Reset(client);
      f.Settle();
      EXPECT_NE(f.delegate.log.find("A C"), std::string::npos);
      EXPECT_EQ(f.delegate.ended, f.delegate.pending.size());
      EXPECT_EQ(f.server.connection_count(), 0u);
      EXPECT_TRUE(f.Works());
    }
  }
}

// Answers that wait for an earlier one fill the queue, so that nothing is read.
// Whoever ended his direction may wait for them, or be gone: he has the time of
// a request.
TEST(Departure, ClientGoneBehindHeldAnswers) {
  for (const char* how : {"close", "half", "reset"}) {
    for (const bool again : {false, true}) {
      SCOPED_TRACE(std::string(how) + (again ? " again" : ""));
      ServerFixture f({.request_timeout_ms = 1000, .high_water_mark = 1});
      const int client = f.Connect();
      EXPECT_EQ(f.Ask(client, Get("/later") + Get("/now")), "");
      EXPECT_EQ(f.Ask(client, again ? Get("/later2") + Get("/now") + Get("/now")
                                    : Get("/now")),
                "");
      f.Pass(800);
      if (how == std::string("close")) f.fake->Close(client);
      if (how == std::string("half")) f.fake->HalfClose(client);
      if (how == std::string("reset")) f.fake->Reset(client);
      f.Pass(800);
      if (how != std::string("reset")) {
        EXPECT_EQ(f.delegate.log.find('A'), std::string::npos);
        if (again) {  // the end, told of before, is not told of again
          f.Answer("/later");
          if (how == std::string("half")) {
            EXPECT_EQ(f.fake->Take(client), Ok("/later") + Ok("/now"));
            EXPECT_EQ(f.server.connection_count(), 1u);
          }
        }
        f.Pass(again ? 1200 : 400);
        EXPECT_EQ(f.delegate.client_ends, 1u);
      }
      EXPECT_NE(f.delegate.log.find("A C"), std::string::npos);
      EXPECT_EQ(f.delegate.log.find("TIMEOUT"), std::string::npos);
      EXPECT_EQ(f.server.connection_count(), 0u);
      EXPECT_TRUE(f.Works());
    }
  }
}

TEST(Departure, HalfClosedClientGetsTheAnswersThatStoppedTheReading) {
  for (const bool half_open : {false, true}) {
    ServerFixture f({.allow_half_open = half_open, .high_water_mark = 1});
    const int client = f.Connect();
    f.fake->Feed(client, Get("/later") + Get("/now"));
    f.Settle();
    f.fake->Feed(client, Get("/notify"));
    f.fake->HalfClose(client);
    f.Settle();
    EXPECT_EQ(f.fake->Take(client), "");
    f.Answer("/later");
    EXPECT_EQ(f.fake->Take(client), Ok("/later") + Ok("/now") + Ok("/notify"));
    EXPECT_TRUE(f.fake->Gone(client));
    EXPECT_EQ(f.delegate.log, "R/later R/now R/notify F C0 ");
    EXPECT_EQ(f.delegate.client_ends, 1u);
  }
}

// What is wrong is answered behind the requests before it, or, where the end of
// the client's direction aborts them, without them.
TEST(Departure, HalfClosedClientIsToldWhatIsWrong) {
  const std::string bad =
      "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n";
  const std::string wrong[] = {"GARBAGE\r\n", Get("/x", "Bad header\r\n")};
  for (const std::string& text : wrong) {
    for (const bool half_open : {false, true}) {
      for (const bool begun : {false, true}) {
        for (const bool together : {false, true}) {
          SCOPED_TRACE(text + (half_open ? " half-open" : "") +
                       (begun ? " begun" : "") + (together ? " one" : ""));
          ServerFixture f({.allow_half_open = half_open});
          const int client = f.Connect();
          f.Ask(client, Get("/later"));
          if (begun) {
            f.server.Find(f.delegate.last)->Write(Head("200 OK", 2), "o", 0);
          }
          f.fake->Feed(client, text);
          if (!together) f.Settle();
          f.fake->HalfClose(client);
          f.Settle();
          if (half_open) {
            EXPECT_EQ(f.delegate.log.find(" A "), std::string::npos);
            EXPECT_EQ(f.fake->Take(client),
                      begun ? Head("200 OK", 2) + "o" : "");
            if (begun) {
              f.server.Find(f.delegate.last)->Write({}, "k", kWriteEnd);
              f.Settle();
              EXPECT_EQ(f.fake->Take(client), "k" + bad);
            } else {
              f.Answer("/later");
              EXPECT_EQ(f.fake->Take(client), Ok("/later") + bad);
            }
            EXPECT_EQ(f.delegate.log.find(" A "), std::string::npos);
          } else {
            EXPECT_EQ(f.fake->Take(client),
                      begun ? Head("200 OK", 2) + "o" : bad);
            EXPECT_NE(f.delegate.log.find("A C0"), std::string::npos);
          }
          EXPECT_TRUE(f.fake->Gone(client));
          EXPECT_EQ(f.server.connection_count(), 0u);
        }
      }
    }
  }
}

TEST(Departure, ClientGoneBehindAPausedBody) {
  for (const char* how : {"close", "half", "reset"}) {
    for (const bool whole : {false, true}) {
      SCOPED_TRACE(std::string(how) + (whole ? " whole" : " cut"));
      ServerFixture f;
      f.delegate.on_body = [](Exchange& exchange) { exchange.PauseBody(); };
      const int client = f.Connect();
      f.Ask(client,
            "POST /later HTTP/1.1\r\nHost: x\r\nContent-Length: 8\r\n\r\n1");
      f.Ask(client, "2");
      f.Ask(client, whole ? "345678" : "345");
      if (how == std::string("close")) f.fake->Close(client);
      if (how == std::string("half")) f.fake->HalfClose(client);
      if (how == std::string("reset")) f.fake->Reset(client);
      f.Settle();
      if (how == std::string("reset")) {
        EXPECT_TRUE(
            f.delegate.log.ends_with("A C" + std::to_string(ECONNRESET) + " "));
        continue;
      }
      if (!whole) {
        // The kernel tells that what is to be read does not make it whole.
        EXPECT_NE(f.delegate.log.find("A C"), std::string::npos);
        EXPECT_EQ(f.delegate.ended, f.delegate.pending.size());
        EXPECT_EQ(f.server.connection_count(), 0u);
        continue;
      }
      // A whole one is the program's until the request's time is over.
      EXPECT_EQ(f.server.connection_count(), 1u);
      f.Pass(301'200);
      EXPECT_NE(f.delegate.log.find("!ERR_HTTP_REQUEST_TIMEOUT A "),
                std::string::npos);
      EXPECT_EQ(f.server.connection_count(), 0u);
    }
  }
}

// A client that is there but too slow waits for no earlier answer, either.
TEST(Departure, TimeoutsCountBehindWhatWaits) {
  for (const char* rest :
       {"G",
        "POST /later2 HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nh"}) {
    SCOPED_TRACE(rest);
    ServerFixture f({.headers_timeout_ms = 300, .request_timeout_ms = 400});
    const int client = f.Connect();
    f.Ask(client, Get("/later") + rest);
    f.Pass(600);
    EXPECT_EQ(f.fake->Take(client),
              "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n");
    EXPECT_EQ(f.delegate.ended, f.delegate.pending.size());
    EXPECT_NE(f.delegate.log.find("!ERR_HTTP_REQUEST_TIMEOUT A "),
              std::string::npos);
    f.Pass(1200);
    EXPECT_TRUE(f.fake->Gone(client));
  }
  // Not into an answer that has begun.
  ServerFixture f({.headers_timeout_ms = 300, .request_timeout_ms = 400});
  const int client = f.Connect();
  f.Ask(client, Get("/later") + "G");
  f.server.Find(f.delegate.last)->Write("HTTP/1.1 200 OK\r\n\r\nbegun", {}, 0);
  f.Settle();
  f.Pass(600);
  EXPECT_EQ(f.fake->Take(client), "HTTP/1.1 200 OK\r\n\r\nbegun");
  EXPECT_TRUE(f.fake->Ended(client));
}

// Whether such a client has left nobody knows, if it left behind more than the
// system takes.
TEST(Departure, WhatIsNotReadWaitsNoLongerThanARequestMay) {
  std::string many;
  for (int i = 0; i < 1100; ++i) many += Get("/later" + std::to_string(i));
  for (const std::string& rest :
       {Get("/ws", "Connection: Upgrade\r\nUpgrade: x\r\n") + "bytes",
        Get("/now") + Get("/now"), many}) {
    SCOPED_TRACE(rest.substr(0, 50));
    ServerFixture f({.request_timeout_ms = 400, .high_water_mark = 1});
    f.delegate.take_upgrades = true;
    const int client = f.Connect();
    EXPECT_EQ(f.Ask(client, Get("/later") + rest), "");
    f.Ask(client, Get("/now"));
    // The end of one who left would show: this one waits for its answers.
    f.Pass(1000);
    EXPECT_EQ(f.server.connection_count(), 1u);
    EXPECT_EQ(f.delegate.log.find("TIMEOUT"), std::string::npos);
    f.Ask(client, std::string(40'000, 'x'));
    f.Pass(600);
    EXPECT_NE(f.delegate.log.find("!ERR_HTTP_REQUEST_TIMEOUT A "),
              std::string::npos);
    f.Pass(1200);
    EXPECT_TRUE(f.fake->Gone(client));
  }
}

TEST(Departure, EachRequestHasItsOwnTime) {
  ServerFixture f({.headers_timeout_ms = 1000, .request_timeout_ms = 1000});
  const int client = f.Connect();
  const std::string post =
      "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\n";
  // Each piece ends a request and begins another.
  f.Ask(client, post + "ab");
  for (int i = 0; i < 6; ++i) {
    f.Pass(400);
    EXPECT_EQ(f.Ask(client, "cd" + post + "ab"), Ok("/a"));
  }
  f.Pass(400);
  EXPECT_EQ(f.Ask(client, "cd" + Get("/b") + "GET"), Ok("/b"));
  f.Pass(800);
  EXPECT_EQ(f.Ask(client, " /c HTTP/1.1\r\nHost: x\r\n\r\n"), Ok("/c"));
}

// It was answered before its body was sent, which does not come.
TEST(Departure, TheRestOfABodyHasTheTimeOfAnIdleConnection) {
  ServerFixture f;
  const int client = f.Connect();
  EXPECT_EQ(f.Ask(client,
                  "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n1"),
            Ok("/a"));
  f.Pass(5'800);
  f.Ask(client, "2");  // it does come
  f.Pass(5'800);
  EXPECT_FALSE(f.fake->Ended(client));
  f.Pass(400);
  EXPECT_TRUE(f.fake->Gone(client));
  EXPECT_EQ(f.fake->Take(client), "");
  EXPECT_EQ(f.delegate.log, "R/a K A C0 ");
  // One that sends for ever has the request's time.
  const int slow = f.Connect();
  f.Ask(slow, "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 999\r\n\r\n");
  for (int i = 0; i < 99 && !f.fake->Ended(slow); ++i) {
    f.Pass(4'000);
    f.Ask(slow, "1");
  }
  EXPECT_NE(f.delegate.log.find("!ERR_HTTP_REQUEST_TIMEOUT"),
            std::string::npos);
  EXPECT_TRUE(f.fake->Ended(slow));
}

// As a program that knows Node expects it.
TEST(Departure, RequestsBehindTheEndAreServedIfAsked) {
  std::string many;
  for (int i = 0; i < 1500; ++i) many += Get("/b");
  for (const bool soon : {false, true}) {
    ServerFixture f({.serve_behind_end = true}, {.receive_size = 64 * 1024});
    f.delegate.take_upgrades = true;
    f.delegate.on_request = [&](Exchange& exchange, const RequestHead& head) {
      if (head.target != "/a") return false;
      if (soon) {
        exchange.connection().EndSoon();
      } else {
        exchange.connection().Destroy();
      }
      return true;
    };
    const int client = f.Connect();
    EXPECT_EQ(
        f.Ask(client, Get("/a") + Get("/b") +
                          "POST /c HTTP/1.1\r\nHost: x\r\n"
                          "Content-Length: 2\r\n\r\nhi" +
                          Get("/u", "Connection: upgrade\r\nUpgrade: w\r\n") +
                          Get("/d")),
        "");
    f.fake->Close(client);
    f.Settle();
    EXPECT_EQ(f.delegate.log, "R/a R/b R/c E A A A C0 ");
    EXPECT_EQ(f.delegate.body, "hi");
    // Not without end.
    f.Ask(f.Connect(), Get("/a") + many);
    f.Pass(1200);
    EXPECT_EQ(f.server.connection_count(), 0u);
    EXPECT_GT(f.delegate.ended, 3u + 100);
    EXPECT_LE(f.delegate.ended, 3 + Connection::kMaxOpenExchanges);
    EXPECT_TRUE(f.Works());
  }
}

TEST(Departure, ErrorsAreToldAgainWhileTheDelegateKeepsTheConnection) {
  ServerFixture f;
  f.delegate.takes_errors = true;
  const int client = f.Connect();
  EXPECT_EQ(f.Ask(client, Get("/a") + "GARBAGE\r\n"), Ok("/a"));
  EXPECT_EQ(f.Ask(client, Get("/b")), "");
  EXPECT_EQ(f.delegate.log, "R/a !HPE_INVALID_METHOD !HPE_INVALID_METHOD ");
  const std::string at = std::to_string(Get("/a").size() + 1);
  EXPECT_EQ(f.delegate.raw_errors,
            at + Get("/a") + "GARBAGE\r\n" + at + Get("/b"));
  f.delegate.takes_errors = false;
  EXPECT_EQ(f.Ask(client, "more"),
            "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
  f.fake->HalfClose(client);
  f.Settle();
  EXPECT_TRUE(f.fake->Gone(client));
  EXPECT_EQ(f.delegate.client_ends, 1u);
}

}  // namespace
}  // namespace rondo::http
