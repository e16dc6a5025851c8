#include "core/http/server/server.h"

#include <utility>

#include "core/base/check.h"
#include "core/http/message/request_parser.h"
#include "core/http/server/handler_delegate.h"
#include "core/net/tcp_stream.h"

namespace rondo::http {
namespace {

/// Parsers that are kept: only connections in the middle of a request have one.
constexpr size_t kKeptParsers = 64;
/// Exchanges that are kept, some 600 KB: what busy clients have open at once,
/// not what a flood of pipelined requests has.
constexpr size_t kKeptExchanges = 4096;

}  // namespace

Server::Server(Loop& loop, net::StreamPool& pool, ServerDelegate& delegate,
               const ServerOptions& options, ConnectionTable* table)
    : loop_(loop),
      pool_(pool),
      delegate_(delegate),
      options_(options),
      wheel_(loop,
             [](DeadlineNode& node) {
               static_cast<Connection&>(node).OnDeadline();
             }),
      table_(table != nullptr ? *table : own_table_) {}

struct Server::Own {
  explicit Own(Handler handler) : delegate(std::move(handler)) {}
  net::StreamPool pool;
  HandlerDelegate delegate;
};

Server::Server(Loop& loop, Handler handler, const ServerOptions& options)
    : Server(loop, std::make_unique<Own>(std::move(handler)), options) {}

Server::Server(Loop& loop, std::unique_ptr<Own> own,
               const ServerOptions& options)
    : Server(loop, own->pool, own->delegate, options) {
  own_ = std::move(own);
}

Server::~Server() {
  CHECK(connection_count_ == 0 && open_listeners_ == 0);
  close_call_.Unlink();
  check_call_.Unlink();
  while (free_exchanges_ != nullptr) {
    Exchange* exchange = free_exchanges_;
    free_exchanges_ = exchange->next_;
    delete exchange;
  }
}

// --- Listening.

Result<net::Address> Server::Listen(const net::Address& address,
                                    const net::ListenOptions& options) {
  auto listener =
      net::TcpListener::Listen(loop_, pool_, address, options, *this);
  if (!listener.ok()) return listener.error();
  listeners_.push_back(*std::move(listener));
  ++open_listeners_;
  return listeners_.back()->address();
}

void Server::ListenOn(UniqueFd fd) {
  // Only Server may convert itself to a ListenerDelegate.
  listeners_.emplace_back(
      new net::TcpListener(loop_, pool_, std::move(fd), *this));
  ++open_listeners_;
}

void Server::OnAccept(UniqueFd fd) { Adopt(std::move(fd)); }

void Server::OnAcceptError(Error error) { delegate_.OnAcceptError(error); }

void Server::OnListenerClosed() {
  --open_listeners_;
  MaybeClosed();
}

// --- Connections.

Connection& Server::Adopt(UniqueFd fd) {
  auto stream = std::make_unique<net::TcpStream>(loop_, pool_, std::move(fd));
  // Refused by a Unix-domain socket, which has no delay.
  if (options_.no_delay) static_cast<void>(stream->SetNoDelay(true));
  return Adopt(std::move(stream));
}

Connection& Server::Adopt(std::unique_ptr<net::Transport> transport) {
  auto* connection = new Connection(*this, std::move(transport));
  connection->id_ = table_.Add(connection);
  connections_.PushBack(*connection);
  ++connection_count_;
  connection->Begin();
  return *connection;
}

Connection* Server::FindConnection(uint64_t id) {
  Connection* connection = table_.Find(id);
  return connection != nullptr && &connection->server_ == this ? connection
                                                               : nullptr;
}

Exchange* Server::Find(ExchangeId id) {
  Connection* connection = FindConnection(id.connection);
  return connection == nullptr ? nullptr
                               : connection->FindExchange(id.sequence);
}

void Server::Forget(Connection& connection) { table_.Remove(connection.id_); }

void Server::Remove(Connection& connection) {
  --connection_count_;
  if (connection.state_ == Connection::State::kGone) --handed_over_;
  delete &connection;
  MaybeClosed();
}

// --- Pools.

Exchange& Server::AcquireExchange() {
  Exchange* exchange = free_exchanges_;
  if (exchange == nullptr) {
    exchange = new Exchange(pool_);
  } else {
    free_exchanges_ = exchange->next_;
    --free_count_;
    exchange->Reset();
  }
  return *exchange;
}

void Server::Release(Exchange& exchange) {
  exchange.queue_.Clear();
  exchange.connection_ = nullptr;
  if (free_count_ < kKeptExchanges) {
    ++free_count_;
  } else {  // an older one goes: who ended this one may still look at it
    Exchange* old = free_exchanges_;
    free_exchanges_ = old->next_;
    delete old;
  }
  exchange.next_ = free_exchanges_;
  free_exchanges_ = &exchange;
}

RequestParser* Server::AcquireParser() {
  const ParserLimits limits{.max_header_size = options_.max_header_size,
                            .require_host = options_.require_host_header,
                            .lenient = options_.insecure_parser};
  if (free_parsers_.empty()) return new RequestParser(limits, &fields_memo_);
  RequestParser* parser = free_parsers_.back().release();
  free_parsers_.pop_back();
  if (!parser->reusable(limits)) parser->Reset(limits);
  return parser;
}

void Server::Release(RequestParser* parser) {
  std::unique_ptr<RequestParser> owned(parser);
  if (free_parsers_.size() < kKeptParsers) {
    free_parsers_.push_back(std::move(owned));
  }
}

// --- What comes later.

void Server::CheckSentLater(Connection& connection) {
  check_sent_.push_back(connection.id_);
  if (!check_call_.linked()) loop_.AddPending(check_call_);
}

void Server::OnCheckSent(PhaseCall& call) {
  Server& self = *static_cast<OwnCall&>(call).server;
  for (uint64_t id : std::exchange(self.check_sent_, {})) {
    if (Connection* connection = self.FindConnection(id)) {
      connection->OnSent();
    }
  }
}

// --- Ending.

void Server::Close() {
  if (closing_) return;
  closing_ = true;
  for (auto& listener : listeners_) listener->Close();
  CloseIdleConnections();
  MaybeClosed();
}

void Server::CloseIdleConnections() {
  for (Connection* connection = connections_.First(); connection != nullptr;
       connection = connections_.Next(*connection)) {
    if (connection->idle()) connection->Drain(/*linger=*/false);
  }
}

void Server::CloseAllConnections() {
  for (Connection* connection = connections_.First(); connection != nullptr;
       connection = connections_.Next(*connection)) {
    connection->Destroy();
  }
}

void Server::MaybeClosed() {
  if (!closing_ || closed_ || open_listeners_ > 0 || connection_count_ > 0) {
    return;
  }
  closed_ = true;
  loop_.AddClosing(close_call_);
}

void Server::OnClose(PhaseCall& call) {
  Server& self = *static_cast<OwnCall&>(call).server;
  self.listeners_.clear();
  self.delegate_.OnServerClosed();
}

}  // namespace rondo::http
