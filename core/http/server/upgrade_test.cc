// Connections that change hands.
#include <gtest/gtest.h>

#include <string>

#include "core/http/server/server_fixture.h"

namespace rondo::http {
namespace {

TEST(Upgrade, UpgradeWithABodyIsHandedOverBehindIt) {
  const std::string head = "Host: x\r\nConnection: upgrade\r\nUpgrade: w\r\n";
  const std::string chunked =
      "POST /u HTTP/1.1\r\n" + head + "Transfer-Encoding: chunked\r\n\r\n";
  struct Case {
    std::string text;
    size_t cut;
  };
  for (const auto& [text, cut] :
       {Case{"POST /u HTTP/1.1\r\n" + head +
                 "Content-Length: 5\r\n\r\nhelloREST",
             0},
        Case{"POST /u HTTP/1.1\r\n" + head +
                 "Content-Length: 5\r\n\r\nhelloREST",
             7},
        Case{chunked + "5\r\nhello\r\n0\r\n\r\nREST", 0},
        Case{chunked + "5\r\nhello\r\n0\r\n\r\nREST", 12}}) {
    ServerFixture f({.request_timeout_ms = 1000});
    f.delegate.take_upgrades = true;
    const int client = f.Connect();
    f.Ask(client, text.substr(0, text.size() - cut));
    f.Pass(500);
    f.Ask(client, text.substr(text.size() - cut));
    EXPECT_EQ(f.delegate.log, cut == 0 ? "R/u E U " : "R/u W E U ");
    EXPECT_EQ(f.delegate.body, "hello");
    EXPECT_EQ(f.delegate.upgraded_rest, "REST");
    EXPECT_EQ(f.delegate.ended, 1u);
    EXPECT_EQ(f.server.connection_count(), 0u);
    struct Tail : net::TransportDelegate {
      void OnData(std::span<const uint8_t>) override {}
      void OnEnd() override {}
      void OnError(Error) override {}
      void OnSent() override {}
      void OnClosed() override {}
    } tail;
    f.delegate.upgraded->set_delegate(&tail);
    f.delegate.upgraded->Close();
    f.Settle();
  }
  // Its time counts, and so does its client's end.
  for (const bool leaves : {false, true}) {
    ServerFixture f({.request_timeout_ms = 1000});
    f.delegate.take_upgrades = true;
    const int client = f.Connect();
    f.Ask(client, chunked + "5\r\nhe");
    if (leaves) f.fake->Close(client);
    f.Pass(3000);
    EXPECT_NE(f.delegate.log.find("A C"), std::string::npos);
    if (!leaves) {
      EXPECT_EQ(f.fake->Take(client), "");
    }
    EXPECT_EQ(f.server.connection_count(), 0u);
  }
}

TEST(Upgrade, UpgradeHandsTheStreamOver) {
  ServerFixture f;
  f.delegate.take_upgrades = true;
  const int client = f.Connect();
  f.Ask(client, Get("/later") +
                    Get("/ws", "Connection: Upgrade\r\nUpgrade: x\r\n") +
                    "first bytes");
  EXPECT_EQ(f.delegate.upgraded,
            nullptr);  // the response before it comes first
  f.Answer("/later");
  ASSERT_NE(f.delegate.upgraded, nullptr);
  EXPECT_EQ(f.fake->Take(client), Ok("/later"));
  EXPECT_EQ(f.delegate.upgraded_rest, "first bytes");
  EXPECT_EQ(f.server.connection_count(), 0u);

  struct Tail : net::TransportDelegate {
    void OnData(std::span<const uint8_t> data) override {
      got.append(data.begin(), data.end());
    }
    void OnEnd() override {}
    void OnError(Error) override {}
    void OnSent() override {}
    void OnClosed() override { closed = true; }
    std::string got;
    bool closed = false;
  } tail;
  f.delegate.upgraded->set_delegate(&tail);
  f.delegate.upgraded->StartReading();
  f.delegate.upgraded->Write({reinterpret_cast<const uint8_t*>("hi"), 2});
  EXPECT_EQ(f.Ask(client, " and more"), "hi");
  EXPECT_EQ(tail.got, " and more");
  f.delegate.upgraded->Close();
  f.Settle();
  EXPECT_TRUE(tail.closed);
}

TEST(Upgrade, IsAskedAboutOnce) {
  for (const bool taken : {true, false}) {
    for (const bool body : {true, false}) {
      ServerFixture f;
      f.delegate.take_upgrades = taken;
      int asked = 0;
      f.delegate.on_asked = [&](Connection&) { ++asked; };
      const int client = f.Connect();
      f.Ask(client, Get("/later1") + Get("/later2") +
                        Get("/ws", std::string("Connection: Upgrade\r\n"
                                               "Upgrade: x\r\n") +
                                       (body ? "Content-Length: 2\r\n" : "")) +
                        (body ? "hi" : ""));
      EXPECT_EQ(asked, 1);
      f.Answer("/later1");
      f.Answer("/later2");
      EXPECT_EQ(asked, 1);
      // Another one is another question.
      if (!taken) {
        f.Ask(client, Get("/ws", "Connection: Upgrade\r\nUpgrade: x\r\n"));
        EXPECT_EQ(asked, 2);
        continue;
      }
      ASSERT_NE(f.delegate.upgraded, nullptr);
      struct Tail : net::TransportDelegate {
        void OnData(std::span<const uint8_t>) override {}
        void OnEnd() override {}
        void OnError(Error) override {}
        void OnSent() override {}
        void OnClosed() override {}
      } tail;
      f.delegate.upgraded->set_delegate(&tail);
      f.delegate.upgraded->Close();
      f.Settle();
    }
  }
}

TEST(Upgrade, DeclinedUpgradeIsARequestAndConnectTheEnd) {
  ServerFixture f;
  const int client = f.Connect();
  EXPECT_EQ(f.Ask(client, Get("/ws", "Connection: Upgrade\r\nUpgrade: x\r\n") +
                              Get("/b")),
            Ok("/ws") + Ok("/b"));
  EXPECT_EQ(f.Ask(client, "CONNECT a:1 HTTP/1.1\r\nHost: x\r\n\r\n"), "");
  EXPECT_TRUE(f.fake->Gone(client));
}

}  // namespace
}  // namespace rondo::http
