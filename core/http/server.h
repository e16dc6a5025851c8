// Server: an HTTP/1.1 server on one loop: listeners, connections, limits.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/http/connection.h"
#include "core/http/exchange.h"
#include "core/http/request_head.h"
#include "core/loop/loop.h"
#include "core/net/stream_pool.h"
#include "core/net/transport.h"

namespace rondo::http {

/// Node's names and defaults; times in milliseconds, 0 = no limit. May be
/// changed at any time; holds for what begins afterwards.
struct ServerOptions {
  /// For a complete header section, from the connection or the request's first
  /// byte on. 408.
  uint32_t headers_timeout_ms = 60'000;
  /// For a complete request. 408.
  uint32_t request_timeout_ms = 300'000;
  /// From a response's end to the next request's first byte. Closes silently.
  uint32_t keep_alive_timeout_ms = 5'000;
  /// Added to the above before closing, so that a client which trusts the
  /// announced Keep-Alive header does not meet a closed connection.
  uint32_t keep_alive_timeout_buffer_ms = 1'000;
  /// Target, names and values of one header section together, bytes. 431.
  uint32_t max_header_size = 16 * 1024;
  /// Of one request's body, bytes; 0 = none (as Node). 413.
  uint64_t max_body_size = 0;
  /// HTTP/1.1 requests without Host get 400.
  bool require_host_header = true;
  /// Accept what llhttp's lenient flags accept. For broken clients on trusted
  /// networks only: it opens the door to request smuggling.
  bool insecure_parser = false;
  /// Unsent response bytes of a connection at which it stops reading requests.
  uint32_t high_water_mark = 64 * 1024;
};

/// What a server tells its user. All calls come from Loop::RunOnce. Any method
/// of Connection, Exchange and Server may be called inside.
///
/// For each exchange, in this order: OnRequest; OnBody and OnRequestEnd if the
/// head says has_body; OnAborted if it could not be completed; OnExchangeEnd.
class ServerDelegate {
 public:
  virtual void OnConnection(Connection&) {}
  /// The head's views die when the call returns.
  virtual void OnRequest(Exchange& exchange, const RequestHead& head) = 0;
  /// A piece of the body, transfer coding removed. The view dies on return.
  virtual void OnBody(Exchange&, std::span<const uint8_t>) {}
  /// The body is complete. `trailers`: lines, see HeaderCursor; may be empty.
  virtual void OnRequestEnd(Exchange&, std::string_view /*trailers*/) {}
  /// After NotifyDrain: everything written is with the kernel.
  virtual void OnDrain(Exchange&) {}
  /// Only for responses ended with kWriteNotify.
  virtual void OnResponseFinished(Exchange&) {}
  /// The connection ended before the request was complete or the response was
  /// with the kernel.
  virtual void OnAborted(Exchange&) {}
  /// The last call for an exchange: response ended (and finished, if asked for),
  /// request complete; or aborted.
  virtual void OnExchangeEnd(Exchange&) {}
  /// A request that cannot be read. True: the delegate has dealt with the
  /// connection (or will: it must answer or destroy it). False: the default
  /// answer after the responses to earlier requests, then close.
  virtual bool OnClientError(Connection&, const ClientError&) { return false; }
  /// Asked for a head with `upgrade` set. False: an ordinary request; a CONNECT
  /// then is closed without an answer, as Node does.
  virtual bool WantsUpgrade(Connection&, const RequestHead&) { return false; }
  /// The transport changes hands: set its delegate and start reading at once or
  /// later. `rest`: bytes that arrived after the head; dies on return. Comes
  /// when the responses to earlier requests are written. The connection ends
  /// with this call: no OnConnectionClosed follows.
  virtual void OnUpgrade(Connection&, const RequestHead&,
                         std::unique_ptr<net::Transport> /*transport*/,
                         std::span<const uint8_t> /*rest*/) {}
  /// `error`: why it broke; code 0 when it was closed in order.
  virtual void OnConnectionClosed(Connection&, Error /*error*/) {}
  /// Close() was called and the last connection is gone.
  virtual void OnServerClosed() {}

 protected:
  ~ServerDelegate() = default;
};

class Server {
 public:
  /// `pool` is the loop's; both outlive the server, and so does `delegate`.
  Server(Loop& loop, net::StreamPool& pool, ServerDelegate& delegate,
         const ServerOptions& options = {});
  /// Every connection must be closed (see Close).
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Serves a stream that is already there: an accepted socket, TLS, a Duplex.
  /// The server owns it from here on and starts reading.
  Connection& Adopt(std::unique_ptr<net::Transport> transport);

  /// Null when it has ended: safe to ask with any id of this server.
  Exchange* Find(ExchangeId id);
  Connection* FindConnection(uint32_t handle);

  ServerOptions& options() { return options_; }
  size_t connection_count() const { return connection_count_; }

  /// Idle connections end now, the others after their response; then
  /// OnServerClosed. Connections may not be adopted any more.
  void Close();
  /// Ends connections with no request under way.
  void CloseIdleConnections();
  /// Ends all connections at once.
  void CloseAllConnections();

 private:
  friend class Connection;
  friend class Exchange;

  Loop& loop_;
  net::StreamPool& pool_;
  ServerDelegate& delegate_;
  ServerOptions options_;
  size_t connection_count_ = 0;
};

}  // namespace rondo::http
