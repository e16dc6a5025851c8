// JsServer: the native half of an http.Server.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/http/server/server.h"
#include "runtime/bindings/http/state.h"

namespace rondo::http_binding {

// What onRequest says beside the head, and beside the method's number.
inline constexpr uint32_t kInfoMethodMask = 0x3f;
static_assert(http::kMethodCount <= kInfoMethodMask + 1);
inline constexpr uint32_t kInfoHttp11 = 1 << 6;
inline constexpr uint32_t kInfoKeepAlive = 1 << 7;
inline constexpr uint32_t kInfoUpgrade = 1 << 8;
inline constexpr uint32_t kInfoHasBody = 1 << 9;
inline constexpr uint32_t kInfoExpectContinue = 1 << 10;
inline constexpr uint32_t kInfoExpectOther = 1 << 11;
inline constexpr uint32_t kInfoLenient = 1 << 12;
inline constexpr uint32_t kInfoWaits = 1 << 13;

/// What core/http tells of connections and exchanges becomes calls of
/// Callbacks. To async_hooks its listener and its requests are resources, it
/// is none.
class JsServer final : public Resource,
                       public http::ServerDelegate,
                       public StreamSink {
 public:
  static constexpr ResourceKind kKind = {kHttpModule, "TCPSocketWrap", nullptr};
  static constexpr FixedString kHandleName = "Server";

  explicit JsServer(HttpState& state);

 private:
  HttpState& state_;
  Environment& env_;

 public:
  http::Server server;
  bool no_delay = true;
  bool keep_alive = false;
  uint32_t keep_alive_seconds = 0;

  /// Its connections and requests are those of `listener`.
  void Attach(const Resource& listener);
  /// As JavaScript's close(): it may still be asked for.
  void StopServing();

  // Resource.
  void AppendActive(std::vector<std::string>& names) const override;
  void OnTaskTerminated(uint64_t connection, uint64_t index) override;

  // StreamSink.
  void OnStream(std::unique_ptr<net::Transport> stream) override;

  // ServerDelegate.
  void OnConnection(http::Connection& connection) override;
  void OnRequest(http::Exchange& exchange,
                 const http::RequestHead& head) override;
  void OnBody(http::Exchange& exchange, std::span<const uint8_t> data) override;
  void OnRequestEnd(http::Exchange& exchange,
                    std::string_view trailers) override;
  void OnDrain(http::Exchange& exchange) override;
  void OnResponseFinished(http::Exchange& exchange) override;
  void OnAborted(http::Exchange& exchange) override;
  void OnExchangeEnd(http::Exchange& exchange) override;
  void OnFlushed(http::Connection& connection) override;
  void OnClientEnd(http::Connection& connection, bool in_request) override;
  bool OnClientError(http::Connection& connection,
                     const http::ClientError& error) override;
  bool OnKeepAliveTimeout(http::Connection& connection) override;
  bool WantsUpgrade(http::Connection& connection,
                    const http::RequestHead& head) override;
  void OnUpgradeWaits(http::Connection& connection) override;
  void OnUpgrade(http::Connection& connection, const http::RequestHead& head,
                 std::unique_ptr<net::Transport> transport,
                 std::span<const uint8_t> rest) override;
  void OnConnectionClosed(http::Connection& connection, int error) override;
  void OnServerClosed() override;

 private:
  void StartClose() override;

  Caller CallerOf(const http::Connection& connection) const;
  Caller CallerOf(const http::Exchange& exchange) const;
  AsyncIdPair IdsOf(const http::Exchange& exchange) const;
  uint32_t InfoOf(const http::RequestHead& head);

  AsyncIdPair listener_ids_;
  bool stopped_ = false;
};

}  // namespace rondo::http_binding
