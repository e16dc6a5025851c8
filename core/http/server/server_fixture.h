// For tests: a server on the scripted kernel, and a delegate that writes down
// what it is told and answers by the target.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/http/server/server.h"
#include "core/loop/backend/fake.h"
#include "core/loop/loop.h"
#include "core/net/stream_pool.h"

namespace rondo::http {

inline std::string Head(std::string_view status, size_t length) {
  return "HTTP/1.1 " + std::string(status) +
         "\r\nContent-Length: " + std::to_string(length) + "\r\n\r\n";
}

/// What TestDelegate answers to most requests.
inline std::string Ok(std::string_view target) {
  return Head("200 OK", target.size()) + std::string(target);
}

/// Answers each request with its target as the body, at once; except that
///   /later...  waits until the test answers (pending[target]);
///   /big       has 1 MB of x;
///   /echo      streams the request's body back, chunked;
///   /notify    asks for OnResponseFinished.
/// `log` has one word an event.
class TestDelegate : public ServerDelegate {
 public:
  void OnConnection(Connection& connection) override {
    last_connection = connection.id();
  }
  void OnRequest(Exchange& exchange, const RequestHead& head) override {
    const std::string target(head.target);
    log += "R" + target + " ";
    raw_head = head.raw;
    last = exchange.id();
    if (head.upgrade) return;  // OnUpgrade follows
    const uint32_t close = head.keep_alive ? kWriteMore : kWriteClose;
    if (on_request && on_request(exchange, head)) return;
    if (head.expectation == Expectation::kContinue) exchange.WriteContinue();
    if (target.starts_with("/later")) {
      pending[target] = exchange.id();
    } else if (target == "/echo") {
      exchange.Write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                     {}, kWriteMore);
      if (exchange.request_complete()) exchange.End(kWriteChunked);
    } else if (target == "/big") {
      const std::string body(1 << 20, 'x');
      exchange.Write(Head("200 OK", body.size()), body, kWriteEnd | close);
    } else {
      const uint32_t notify = target == "/notify" ? kWriteNotify : kWriteMore;
      exchange.Write(Head("200 OK", target.size()),
                     head.method == Method::kHead ? "" : target,
                     kWriteEnd | close | notify);
    }
  }
  void OnBody(Exchange& exchange, std::span<const uint8_t> bytes) override {
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()),
                                bytes.size());
    body += text;
    if (!exchange.response_ended() && exchange.response_started()) {
      exchange.Write({}, text, kWriteChunked);
    }
    if (on_body) on_body(exchange);
  }
  void OnRequestEnd(Exchange& exchange, std::string_view trailers) override {
    log += "E ";
    if (!trailers.empty()) log += "{" + std::string(trailers) + "} ";
    if (!exchange.response_ended() && exchange.response_started()) {
      exchange.Write({}, {}, kWriteChunked | kWriteEnd, "X-Sum: 1\r\n");
    }
  }
  void OnDrain(Exchange&) override { log += "D "; }
  void OnResponseFinished(Exchange&) override { log += "F "; }
  void OnAborted(Exchange& exchange) override {
    log += "A ";
    if (on_aborted) on_aborted(exchange);
  }
  void OnExchangeEnd(Exchange&) override { ++ended; }
  bool OnClientError(Connection& connection,
                     const ClientError& error) override {
    log += "!" + std::string(error.code) + " ";
    raw_errors += std::to_string(error.bytes_parsed) + std::string(error.raw);
    if (on_asked) on_asked(connection);
    return takes_errors;
  }
  bool OnKeepAliveTimeout(Connection&) override {
    log += "K ";
    return keep_idle;
  }
  bool WantsUpgrade(Connection& connection, const RequestHead&) override {
    if (on_asked) on_asked(connection);
    return take_upgrades;
  }
  void OnUpgradeWaits(Connection&) override { log += "W "; }
  void OnClientEnd(Connection&, bool) override { ++client_ends; }
  void OnUpgrade(Connection&, const RequestHead& head,
                 std::unique_ptr<net::Transport> transport,
                 std::span<const uint8_t> rest) override {
    log += "U" + std::string(head.target) + " ";
    upgraded_rest.assign(rest.begin(), rest.end());
    upgraded = std::move(transport);
  }
  void OnConnectionClosed(Connection&, int error) override {
    log += "C" + std::to_string(error) + " ";
  }
  void OnServerClosed() override { log += "S "; }

  std::string log;
  std::string body;
  std::string raw_head;
  ExchangeId last;
  uint64_t last_connection = 0;
  std::map<std::string, ExchangeId> pending;
  size_t ended = 0;
  size_t client_ends = 0;
  bool takes_errors = false;
  std::string raw_errors;
  bool take_upgrades = false;
  bool keep_idle = false;
  std::unique_ptr<net::Transport> upgraded;
  std::string upgraded_rest;
  std::function<bool(Exchange&, const RequestHead&)> on_request;
  std::function<void(Exchange&)> on_body;
  std::function<void(Exchange&)> on_aborted;
  /// When it is asked what to do with a connection that goes on: a client's
  /// error, an upgrade.
  std::function<void(Connection&)> on_asked;
};

class ServerFixture {
 public:
  explicit ServerFixture(const ServerOptions& options = {},
                         const FakeOptions& fake_options = {})
      : fake(new FakeBackend(fake_options)),
        loop(std::unique_ptr<Backend>(fake)),
        server(loop, pool, delegate, options),
        listener(fake->Listen(80)) {
    server.ListenOn(UniqueFd(listener));
  }
  ~ServerFixture() {
    server.Close();
    server.CloseAllConnections();
    Settle();
    EXPECT_EQ(server.connection_count(), 0u);
    EXPECT_EQ(fake->careless_closes(), 0u);
    EXPECT_NE(delegate.log.find("S "), std::string::npos);
  }

  /// Turns until nothing more happens.
  void Settle() {
    for (int i = 0; i < kTurns; ++i) loop.Run(Loop::Mode::kNoWait);
  }
  void Pass(uint64_t milliseconds) {
    // In steps, so that timers which start others do so at their time.
    while (milliseconds > 0) {
      const uint64_t step = std::min<uint64_t>(milliseconds, 100);
      fake->Advance(step * 1'000'000);
      Settle();
      milliseconds -= step;
    }
  }
  int Connect() {
    const int client = fake->Connect(listener);
    Settle();
    return client;
  }
  /// Sends and takes what came back.
  std::string Ask(int client, std::string_view bytes) {
    fake->Feed(client, bytes);
    Settle();
    return fake->Take(client);
  }
  void Answer(const std::string& target, uint32_t flags = 0) {
    Exchange* exchange = server.Find(delegate.pending[target]);
    ASSERT_NE(exchange, nullptr) << target;
    exchange->Write(Head("200 OK", target.size()), target, flags | kWriteEnd);
    Settle();
  }
  /// A fresh connection gets its answer.
  bool Works() {
    const int client = Connect();
    const std::string answer =
        Ask(client, "GET /works HTTP/1.1\r\nHost: x\r\n\r\n");
    fake->Close(client);
    Settle();
    return answer == Head("200 OK", 6) + "/works";
  }

  static constexpr int kTurns = 20;

  FakeBackend* fake;
  Loop loop;
  net::StreamPool pool;
  TestDelegate delegate;
  Server server;
  int listener;
};

inline std::string Get(std::string_view target, std::string_view more = "") {
  return "GET " + std::string(target) + " HTTP/1.1\r\nHost: x\r\n" +
         std::string(more) + "\r\n";
}

}  // namespace rondo::http
