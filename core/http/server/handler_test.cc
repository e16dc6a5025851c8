// Handlers as coroutines, on the scripted kernel.
#include "core/http/server/handler.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "core/http/server/server.h"
#include "core/loop/backend/fake.h"

namespace rondo::http {
namespace {

class HandlerTest : public testing::Test {
 protected:
  void Serve(Handler handler, const ServerOptions& options = {},
             const FakeOptions& fake_options = {}) {
    fake_ = new FakeBackend(fake_options);
    loop_ = std::make_unique<Loop>(std::unique_ptr<Backend>(fake_));
    server_ = std::make_unique<Server>(*loop_, std::move(handler), options);
    listener_ = fake_->Listen(80);
    server_->ListenOn(UniqueFd(listener_));
  }
  void TearDown() override {
    server_->Close();
    server_->CloseAllConnections();
    Settle();
    server_.reset();
  }
  void Settle() {
    for (int i = 0; i < 30; ++i) loop_->Run(Loop::Mode::kNoWait);
  }
  int Connect() {
    const int client = fake_->Connect(listener_);
    Settle();
    return client;
  }
  std::string Ask(int client, std::string_view bytes) {
    fake_->Feed(client, bytes);
    Settle();
    std::string answer = fake_->Take(client);
    const size_t date = answer.find("Date: ");
    if (date != std::string::npos) answer.replace(date + 6, 29, "now");
    return answer;
  }

  FakeBackend* fake_ = nullptr;
  std::unique_ptr<Loop> loop_;
  std::unique_ptr<Server> server_;
  int listener_ = -1;
};

constexpr char kGet[] = "GET /a?b HTTP/1.1\r\nHost: x\r\nX-Y: z\r\n\r\n";

TEST_F(HandlerTest, HeadsAreNodes) {
  int mode = 0;
  Serve([&mode](Request& req, Response& res) -> Task<> {
    EXPECT_EQ(req.Header("x-y"), "z");
    EXPECT_EQ(req.Header("none"), "");
    switch (mode) {
      case 0:
        res.End("body");
        break;
      case 1:
        res.WriteHead(200, {{"A", "b"}});
        res.End("body");
        break;
      case 2:
        res.SetHeader("A", "b");
        res.SetStatus(404);
        EXPECT_TRUE((co_await res.Write("one")).ok());
        EXPECT_TRUE((co_await res.Write("two")).ok());
        res.End();
        break;
      case 3:
        res.WriteHead(204);
        res.End("never");
        break;
      case 4:
        res.WriteHead(200, {{"content-length", "2"}});
        res.End("ab");
        break;
      default:
        break;  // nothing
    }
  });
  const int client = Connect();
  const std::string common =
      "Date: now\r\nConnection: keep-alive\r\nKeep-Alive: timeout=5\r\n";
  const std::string chunked = common + "Transfer-Encoding: chunked\r\n\r\n";
  EXPECT_EQ(Ask(client, kGet),
            "HTTP/1.1 200 OK\r\n" + common + "Content-Length: 4\r\n\r\nbody");
  mode = 1;
  EXPECT_EQ(Ask(client, kGet),
            "HTTP/1.1 200 OK\r\nA: b\r\n" + chunked + "4\r\nbody\r\n0\r\n\r\n");
  mode = 2;
  EXPECT_EQ(Ask(client, kGet), "HTTP/1.1 404 Not Found\r\nA: b\r\n" + chunked +
                                   "3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n");
  mode = 3;
  EXPECT_EQ(Ask(client, kGet), "HTTP/1.1 204 No Content\r\n" + common + "\r\n");
  mode = 4;
  EXPECT_EQ(Ask(client, kGet),
            "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n" + common + "\r\nab");
  mode = 5;
  EXPECT_EQ(Ask(client, kGet),
            "HTTP/1.1 200 OK\r\n" + common + "Content-Length: 0\r\n\r\n");
}

TEST_F(HandlerTest, HeadRequestsAndOldClients) {
  Serve([](Request& req, Response& res) -> Task<> {
    if (req.target() == "/pieces") {
      res.WriteHead(200, {{"A", "b"}});
      EXPECT_TRUE((co_await res.Write("one")).ok());
    }
    res.End("body");
  });
  const auto ask = [this](int client, std::string_view method,
                          std::string_view target, std::string_view rest) {
    std::string request(method);
    request.append(" ").append(target).append(" HTTP/").append(rest);
    return Ask(client, request.append("\r\nHost: x\r\n\r\n"));
  };
  const std::string keep =
      "Date: now\r\nConnection: keep-alive\r\nKeep-Alive: timeout=5\r\n";
  const std::string close = "Date: now\r\nConnection: close\r\n";
  const int client = Connect();
  // The same head but for what frames a body, and no body.
  EXPECT_EQ(ask(client, "HEAD", "/", "1.1"),
            "HTTP/1.1 200 OK\r\n" + keep + "Content-Length: 4\r\n\r\n");
  EXPECT_EQ(ask(client, "HEAD", "/pieces", "1.1"),
            "HTTP/1.1 200 OK\r\nA: b\r\n" + keep + "\r\n");
  EXPECT_EQ(ask(client, "GET", "/", "1.1"),
            "HTTP/1.1 200 OK\r\n" + keep + "Content-Length: 4\r\n\r\nbody");
  // Chunks mean nothing to HTTP/1.0: the connection's end is the body's.
  const int old = Connect();
  EXPECT_EQ(ask(old, "GET", "/", "1.0\r\nConnection: keep-alive"),
            "HTTP/1.1 200 OK\r\n" + keep + "Content-Length: 4\r\n\r\nbody");
  EXPECT_EQ(ask(old, "GET", "/pieces", "1.0\r\nConnection: keep-alive"),
            "HTTP/1.1 200 OK\r\nA: b\r\n" + close + "\r\nonebody");
  EXPECT_TRUE(fake_->Ended(old));
  const int older = Connect();
  EXPECT_EQ(ask(older, "GET", "/", "1.0"),
            "HTTP/1.1 200 OK\r\n" + close + "Content-Length: 4\r\n\r\nbody");
  EXPECT_TRUE(fake_->Ended(older));
}

TEST_F(HandlerTest, Bodies) {
  Serve([](Request& req, Response& res) -> Task<> {
    Result<std::string> body = co_await req.Body(10);
    if (!body.ok()) {
      res.SetStatus(413);
      co_return;
    }
    HeaderCursor trailers = req.trailers();
    res.End(*body + (trailers.Next() ? std::string(trailers.value()) : ""));
  });
  const int client = Connect();
  EXPECT_TRUE(Ask(client,
                  "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked"
                  "\r\n\r\n3\r\nabc\r\n")
                  .empty());
  EXPECT_TRUE(Ask(client, "1\r\nd\r\n0\r\nT: !\r\n\r\n").ends_with("abcd!"));
  EXPECT_TRUE(Ask(client,
                  "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\n"
                  "Expect: 100-continue\r\n\r\n")
                  .starts_with("HTTP/1.1 100 Continue\r\n\r\n"));
  EXPECT_TRUE(Ask(client, "12345678901").starts_with("HTTP/1.1 413 "));
  EXPECT_TRUE(Ask(client,
                  "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n"
                  "Expect: something\r\n\r\n")
                  .starts_with("HTTP/1.1 417 "));
}

TEST_F(HandlerTest, BackPressure) {
  size_t written = 0;
  Serve(
      [&written](Request&, Response& res) -> Task<> {
        const std::string piece(10'000, 'p');
        for (int i = 0; i < 100; ++i) {
          if (!(co_await res.Write(piece)).ok()) co_return;
          written += piece.size();
        }
        res.End();
      },
      {.high_water_mark = 20'000}, {.window = 10'000});
  const int client = Connect();
  fake_->Feed(client, kGet);
  Settle();
  EXPECT_LE(written, 50'000u);
  size_t got = 0;
  for (int i = 0; i < 1000; ++i) {
    got += fake_->Take(client).size();
    Settle();
  }
  EXPECT_EQ(written, 1'000'000u);
  EXPECT_GT(got, 1'000'000u);
}

TEST_F(HandlerTest, ClientGoneEndsWaits) {
  int cancelled = 0;
  Serve([&cancelled, this](Request& req, Response& res) -> Task<> {
    if (req.method() == Method::kPost) {
      Result<std::string> body = co_await req.Body();
      cancelled += !body.ok();
    } else {
      Status slept = co_await Sleep(*loop_, 1'000'000'000'000);
      cancelled += !slept.ok();
    }
    res.End("nobody reads this");
  });
  const int first = Connect();
  Ask(first, kGet);
  const int second = Connect();
  Ask(second, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab");
  EXPECT_EQ(cancelled, 0);
  fake_->Close(first);
  Settle();
  EXPECT_EQ(cancelled, 1);
  fake_->Reset(second);
  Settle();
  EXPECT_EQ(cancelled, 2);
}

TEST_F(HandlerTest, ManyAtOnceEachInTurn) {
  Serve([this](Request& req, Response& res) -> Task<> {
    const std::string target(req.target());
    co_await Sleep(*loop_, 1'000'000 * (target[1] - '0'));
    EXPECT_EQ(req.target(), target);
    res.End(target);
  });
  const int client = Connect();
  std::string requests;
  for (char c : std::string("9351")) {
    requests += std::string("GET /") + c + " HTTP/1.1\r\nHost: x\r\n\r\n";
  }
  fake_->Feed(client, requests);
  for (int i = 0; i < 10; ++i) {
    Settle();
    fake_->Advance(1'000'000);
  }
  Settle();
  const std::string got = fake_->Take(client);
  size_t at = 0;
  for (const char* target : {"/9", "/3", "/5", "/1"}) {
    at = got.find(std::string("\r\n\r\n") + target, at);
    EXPECT_NE(at, std::string::npos) << target;
  }
}

TEST_F(HandlerTest, RequestLimit) {
  Serve(
      [](Request&, Response& res) -> Task<> {
        res.End("x");
        co_return;
      },
      {.max_requests_per_socket = 2});
  const int client = Connect();
  EXPECT_NE(Ask(client, kGet).find("Keep-Alive: timeout=5, max=2\r\n"),
            std::string::npos);
  EXPECT_NE(Ask(client, kGet).find("Connection: close\r\n"), std::string::npos);
  EXPECT_TRUE(fake_->Ended(client));
}

}  // namespace
}  // namespace rondo::http
