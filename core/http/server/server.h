// Server: an HTTP/1.1 server on one loop: listeners, connections, limits.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/intrusive_list.h"
#include "core/base/result.h"
#include "core/base/unique_fd.h"
#include "core/http/message/date.h"
#include "core/http/message/fields_memo.h"
#include "core/http/message/request_head.h"
#include "core/http/server/connection.h"
#include "core/http/server/deadline_wheel.h"
#include "core/http/server/exchange.h"
#include "core/http/server/handler.h"
#include "core/loop/loop.h"
#include "core/net/address.h"
#include "core/net/stream_pool.h"
#include "core/net/tcp_listener.h"
#include "core/net/transport.h"

namespace rondo::http {

/// Names and defaults are Node's. Times in milliseconds, 0 = no limit. May be
/// changed at any time; holds for what begins afterwards.
struct ServerOptions {
  /// For a whole header section, from the connection or the request's first
  /// byte on. 408.
  uint32_t headers_timeout_ms = 60'000;
  /// For a whole request. 408.
  uint32_t request_timeout_ms = 300'000;
  /// From a response's end to the next request's first byte; closes silently.
  uint32_t keep_alive_timeout_ms = 5'000;
  /// Added to it, so that a client that trusts the announced time does not meet
  /// a closed connection.
  uint32_t keep_alive_timeout_buffer_ms = 1'000;
  /// Bytes of target, names and values of one header section. 431.
  uint32_t max_header_size = 16 * 1024;
  /// Bytes of one request's body; 0 = no limit. 413.
  uint64_t max_body_size = 0;
  /// HTTP/1.1 requests without Host get 400.
  bool require_host_header = true;
  /// Accept what llhttp's lenient flags accept: for broken clients on trusted
  /// networks only, it opens the door to request smuggling.
  bool insecure_parser = false;
  /// A client that ends its direction still gets the responses to what it has
  /// asked for; otherwise open exchanges are aborted.
  bool allow_half_open = false;
  /// TCP_NODELAY on new connections.
  bool no_delay = true;
  /// Requests of one connection, 0 = no limit. The server announces it in the
  /// Keep-Alive header and closes after the last when it runs handlers; other
  /// delegates do as they like (Exchange::index).
  uint32_t max_requests_per_socket = 0;
  /// Requests that came in one piece with one whose handler ended the
  /// connection are given to the delegate all the same, and aborted, as Node
  /// does.
  bool serve_behind_end = false;
  /// Bytes of unsent responses at which a connection reads no more requests.
  uint32_t high_water_mark = 64 * 1024;
};

/// What a server tells its user. Any method of Connection, Exchange and Server
/// may be called inside. All calls but OnExchangeEnd come from the loop, never
/// from inside a call of the user's.
///
/// An exchange's calls: OnRequest; OnBody and OnRequestEnd if the head has a
/// body (with `upgrade` set there is no response, see OnUpgrade); OnAborted if
/// the connection ended first; OnExchangeEnd.
class ServerDelegate {
 public:
  virtual void OnConnection(Connection&) {}
  /// The head's views die when the call returns.
  virtual void OnRequest(Exchange& exchange, const RequestHead& head) = 0;
  /// A piece of the body, transfer coding removed. The view dies on return.
  virtual void OnBody(Exchange&, std::span<const uint8_t>) {}
  /// The body is complete. `trailers` (see HeaderCursor) dies on return.
  virtual void OnRequestEnd(Exchange&, std::string_view /*trailers*/) {}
  /// After Exchange::NotifyDrain: everything written is with the kernel.
  virtual void OnDrain(Exchange&) {}
  /// A response ended with kWriteNotify is with the kernel.
  virtual void OnResponseFinished(Exchange&) {}
  /// The connection ended, or ends with an answer to the fault in the request's
  /// body, before the request was complete, or before the response had ended or
  /// (with kWriteNotify) was with the kernel.
  virtual void OnAborted(Exchange&) {}
  /// The exchange is over, its memory used again. Comes from inside the write
  /// that ends the response when nothing else was missing.
  virtual void OnExchangeEnd(Exchange&) {}
  /// True: the delegate has dealt with it, or will: it must AnswerError,
  /// EndSoon or Destroy the connection. Until then it is told again, with the
  /// same code, of each piece of input that follows one that cannot be parsed.
  /// False: AnswerError follows.
  virtual bool OnClientError(Connection&, const ClientError&) { return false; }
  /// No request followed within keep_alive_timeout and its buffer. True: the
  /// delegate has dealt with it; the connection stays, until the same time
  /// after another request. False: it ends.
  virtual bool OnKeepAliveTimeout(Connection&) { return false; }
  /// Asked for each head with `upgrade` set, once, as it arrives. False: an
  /// ordinary request, and the end without an answer for a CONNECT.
  virtual bool WantsUpgrade(Connection&, const RequestHead&) { return false; }
  /// OnRequest was called for an upgrade, since it has a body, of which not all
  /// is there yet: OnUpgrade follows when it is complete.
  virtual void OnUpgradeWaits(Connection&) {}
  /// The transport changes hands once the responses to earlier requests are
  /// complete, and so is the request: give it a delegate, then StartReading if
  /// it is not reading. `rest` is what arrived behind the head; it and the
  /// connection die on return, no OnConnectionClosed follows. Only after
  /// WantsUpgrade said true. The head is empty if OnRequest was given it: one
  /// with a body (not CONNECT).
  virtual void OnUpgrade(Connection&, const RequestHead&,
                         std::unique_ptr<net::Transport>,
                         std::span<const uint8_t> /*rest*/) {
    UNREACHABLE();
  }
  /// After Connection::NotifyFlushed: everything written is with the kernel.
  virtual void OnFlushed(Connection&) {}
  /// The client has ended its direction; in the middle of a request, which
  /// OnClientError then tells.
  virtual void OnClientEnd(Connection&, bool /*in_request*/) {}
  /// `error`: the errno that broke it; 0 when it ended in order.
  virtual void OnConnectionClosed(Connection&, int /*error*/) {}
  /// accept failed for a reason other than a lack of descriptors.
  virtual void OnAcceptError(Error) {}
  /// After Close: listeners and connections are gone.
  virtual void OnServerClosed() {}

 protected:
  ~ServerDelegate() = default;
};

/// Used on the loop's thread. Make it, Listen or Adopt, Close, and destroy it
/// at or after OnServerClosed.
class Server final : private net::ListenerDelegate {
 public:
  /// `pool` is the loop's; both and `delegate` outlive the server, and so does
  /// `table`: servers that share one have no connection's id twice.
  Server(Loop& loop, net::StreamPool& pool, ServerDelegate& delegate,
         const ServerOptions& options = {}, ConnectionTable* table = nullptr);
  /// Runs a coroutine a request, with a pool of its own. Destroy it when Close
  /// has ended and so have the handlers: when Loop::Run has returned, say.
  Server(Loop& loop, Handler handler, const ServerOptions& options = {});
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // --- Where connections come from; any number of each.
  /// The bound address.
  Result<net::Address> Listen(const net::Address& address,
                              const net::ListenOptions& options = {});
  /// A socket that listens already.
  void ListenOn(UniqueFd fd);
  /// A connected socket: non-blocking, close-on-exec.
  Connection& Adopt(UniqueFd fd);
  /// Any stream: TLS, a Duplex. Reading begins at once.
  Connection& Adopt(std::unique_ptr<net::Transport> transport);

  // --- Finding; null when it has ended.
  Exchange* Find(ExchangeId id);
  Connection* FindConnection(uint64_t id);

  ServerOptions& options() { return options_; }
  /// Without one that OnUpgrade is handing over.
  size_t connection_count() const { return connection_count_ - handed_over_; }
  Loop& loop() const { return loop_; }
  net::StreamPool& pool() const { return pool_; }
  ServerDelegate& delegate() const { return delegate_; }
  bool closing() const { return closing_; }
  /// The Date header's value; valid until the next call.
  std::string_view date() { return date_.At(loop_.system().WallSeconds()); }

  // --- Ending.
  /// Stops listening, ends idle connections now and the others when they become
  /// idle; OnServerClosed follows.
  void Close();
  /// Ends connections without a request under way.
  void CloseIdleConnections();
  /// Ends all connections at once.
  void CloseAllConnections();

 private:
  friend class Connection;
  struct OwnCall : PhaseCall {
    OwnCall(Callback callback, Server* server)
        : PhaseCall(callback), server(server) {}
    Server* server;
  };

  // ListenerDelegate.
  void OnAccept(UniqueFd fd) override;
  void OnAcceptError(Error error) override;
  void OnListenerClosed() override;

  Exchange& AcquireExchange();
  void Release(Exchange& exchange);
  RequestParser* AcquireParser();
  void Release(RequestParser* parser);
  /// Its id finds nothing from here on.
  void Forget(Connection& connection);
  /// Destroys it, which is forgotten.
  void Remove(Connection& connection);
  void MaybeClosed();
  static void OnClose(PhaseCall& call);
  /// Has the connection look, from the loop, at what was sent.
  void CheckSentLater(Connection& connection);
  static void OnCheckSent(PhaseCall& call);
  uint64_t now() const { return loop_.Now(); }

  struct Own;  // what a server made from a handler has of its own
  Server(Loop& loop, std::unique_ptr<Own> own, const ServerOptions& options);

  std::unique_ptr<Own> own_;
  Loop& loop_;
  net::StreamPool& pool_;
  ServerDelegate& delegate_;
  ServerOptions options_;
  DeadlineWheel wheel_;
  IntrusiveList<Connection, Connection> connections_;
  size_t connection_count_ = 0;
  size_t handed_over_ = 0;  // of these, ended by OnUpgrade, which still runs
  ConnectionTable own_table_;
  ConnectionTable& table_;
  Exchange* free_exchanges_ = nullptr;
  size_t free_count_ = 0;
  FieldsMemo fields_memo_;
  std::vector<std::unique_ptr<RequestParser>> free_parsers_;
  std::vector<std::unique_ptr<net::TcpListener>> listeners_;
  size_t open_listeners_ = 0;
  OwnCall close_call_{&Server::OnClose, this};
  OwnCall check_call_{&Server::OnCheckSent, this};
  std::vector<uint64_t> check_sent_;  // ids
  DateCache date_;
  bool closing_ = false;
  bool closed_ = false;
};

}  // namespace rondo::http
