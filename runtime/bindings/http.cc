// binding('http'): the HTTP/1.1 server of core/http for lib/internal/http.
//
// Servers and connections are ids that are never used twice (IdTable), so that
// JavaScript may keep them for ever. An exchange is its connection's id and the
// exchange's number there; it is valid until its response is ended (without
// kWriteNotify) or finished (with it) and its request complete, or until
// onAborted returned. What calls JavaScript names them by slots, small integers
// that are theirs while they live: an id may be a number that V8 allocates,
// which is done once a connection and not for each request.
//
// A request is one call of onRequest; its response, when the handler writes it
// at once, one call of write.
#include <cerrno>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "core/http/server/server.h"
#include "core/net/tcp_stream.h"
#include "runtime/bind/module.h"
#include "runtime/bindings/duplex_transport.h"
#include "runtime/bindings/http_response.h"
#include "runtime/bindings/net_state.h"
#include "runtime/env/v8_compat.h"

namespace rondo {

namespace {

using Callbacks =
    CallbackTable<ModuleId::kHttp, "onRequest", "onBody", "onRequestEnd",
                  "onDrain", "onFinished", "onAborted", "onConnection",
                  "onConnectionClosed", "onFlushed", "onClientEnd",
                  "onClientError", "onKeepAliveTimeout", "wantsUpgrade",
                  "onUpgradeWaits", "onUpgrade", "onServerClosed",
                  "onDuplexWrite", "onDuplexReading", "onDuplexEnd",
                  "onDuplexClose", "onDuplexHandOver">;

// What onRequest says beside the head; lib/internal/http/incoming.js has the
// same numbers.
constexpr uint32_t kInfoHttp11 = 1 << 6;
constexpr uint32_t kInfoKeepAlive = 1 << 7;
constexpr uint32_t kInfoUpgrade = 1 << 8;
constexpr uint32_t kInfoHasBody = 1 << 9;
constexpr uint32_t kInfoExpectContinue = 1 << 10;
constexpr uint32_t kInfoExpectOther = 1 << 11;
constexpr uint32_t kInfoLenient = 1 << 12;
constexpr uint32_t kInfoWaits = 1 << 13;

// Flags of configure; lib/internal/http/server.js has the same numbers.
constexpr uint32_t kRequireHost = 1;
constexpr uint32_t kInsecureParser = 2;
constexpr uint32_t kNoDelay = 4;
constexpr uint32_t kKeepAlive = 8;
constexpr uint32_t kAllowHalfOpen = 16;

// The stream of onUpgrade when the connection is a stream of the program's.
constexpr int32_t kNoStream = -1;

class JsServer;

double ToNumber(uint64_t id) { return static_cast<double>(id); }
double IdOf(const http::Connection& connection) {
  return ToNumber(connection.id());
}

/// What a connection keeps in its `user`: not null when JavaScript wants to
/// know of its end.
void SetWatched(http::Connection& connection) { connection.user = &connection; }
bool IsWatched(const http::Connection& connection) {
  return connection.user != nullptr;
}

/// An exchange keeps its slot there.
int32_t SlotOf(const http::Exchange& exchange) {
  return static_cast<int32_t>(reinterpret_cast<uintptr_t>(exchange.user));
}

/// Numbers from 0 for the exchanges under way: each stands for one at a time.
class Slots {
 public:
  void Give(http::Exchange& exchange) {
    if (free_.empty()) free_.push_back(made_++);
    exchange.user = reinterpret_cast<void*>(uintptr_t{free_.back()});
    free_.pop_back();
  }
  void TakeBack(const http::Exchange& exchange) {
    free_.push_back(static_cast<uint32_t>(SlotOf(exchange)));
  }

 private:
  std::vector<uint32_t> free_;
  uint32_t made_ = 0;
};

struct HttpState final : ModuleState {
  static constexpr ModuleId kModule = ModuleId::kHttp;

  explicit HttpState(Environment& env) : env(env), net(env.state<NetState>()) {}
  void Close() override;
  bool closed() const override { return servers.size() == 0; }
  void AppendActive(std::vector<std::string>& names) override;

  Environment& env;
  NetState& net;
  IdTable<JsServer> servers;
  http::ConnectionTable connections;
  IdTable<DuplexTransport> duplexes;
  Slots exchanges;
};

/// The native half of an http.Server.
class JsServer final : public http::ServerDelegate, public StreamSink {
 public:
  explicit JsServer(HttpState& state)
      : state_(state),
        env_(state.env),
        server(state.env.loop(), state.net.pool, *this, {},
               &state.connections) {
    server.options().serve_behind_end = true;
  }

  uint64_t id = IdTable<JsServer>::kNone;

 private:
  HttpState& state_;
  Environment& env_;

 public:
  http::Server server;
  bool no_delay = true;
  bool keep_alive = false;
  uint32_t keep_alive_seconds = 0;
  bool closing = false;

  // StreamSink.
  void OnStream(std::unique_ptr<net::TcpStream> stream) override {
    if (no_delay) static_cast<void>(stream->SetNoDelay(true));
    if (keep_alive) {
      static_cast<void>(stream->SetKeepAlive(true, keep_alive_seconds));
    }
    server.Adopt(std::move(stream));
  }

  // ServerDelegate.
  void OnConnection(http::Connection& connection) override {
    Callbacks::Call<"onConnection">(
        env_, slot(), http::ConnectionTable::SlotOf(connection.id()),
        IdOf(connection));
  }

  void OnRequest(http::Exchange& exchange,
                 const http::RequestHead& head) override {
    state_.exchanges.Give(exchange);
    v8::Isolate* isolate = env_.isolate();
    CallbackScope scope(env_);
    uint32_t info = InfoOf(head);
    if (!exchange.first_in_line()) info |= kInfoWaits;
    Callbacks::Call<"onRequest">(
        scope, env_, slot(), SlotOf(exchange),
        http::ConnectionTable::SlotOf(exchange.connection().id()),
        Number(isolate, exchange.index()), HeadString(isolate, head), info);
  }

  void OnBody(http::Exchange& exchange,
              std::span<const uint8_t> data) override {
    CallbackScope scope(env_);
    const ReceiveSlab::Piece piece = state_.net.slab.Copy(env_.isolate(), data);
    Callbacks::Call<"onBody">(scope, env_, SlotOf(exchange), piece.buffer,
                              piece.offset, piece.length);
  }

  void OnRequestEnd(http::Exchange& exchange,
                    std::string_view trailers) override {
    CallbackScope scope(env_);
    Callbacks::Call<"onRequestEnd">(scope, env_, SlotOf(exchange),
                                    OneByte(env_.isolate(), trailers));
  }

  void OnDrain(http::Exchange& exchange) override {
    Callbacks::Call<"onDrain">(env_, SlotOf(exchange));
  }

  void OnResponseFinished(http::Exchange& exchange) override {
    Callbacks::Call<"onFinished">(env_, SlotOf(exchange));
  }

  void OnAborted(http::Exchange& exchange) override {
    Callbacks::Call<"onAborted">(env_, SlotOf(exchange));
  }

  void OnExchangeEnd(http::Exchange& exchange) override {
    state_.exchanges.TakeBack(exchange);
  }

  void OnFlushed(http::Connection& connection) override {
    Callbacks::Call<"onFlushed">(env_, IdOf(connection));
  }

  void OnClientEnd(http::Connection& connection, bool in_request) override {
    if (IsWatched(connection)) {
      Callbacks::Call<"onClientEnd">(env_, IdOf(connection), in_request);
    }
  }

  bool OnClientError(http::Connection& connection,
                     const http::ClientError& error) override {
    v8::Isolate* isolate = env_.isolate();
    CallbackScope scope(env_);
    const ReceiveSlab::Piece raw = state_.net.slab.Copy(
        isolate,
        {reinterpret_cast<const uint8_t*>(error.raw.data()), error.raw.size()});
    v8::Local<v8::Value> view =
        v8::Uint8Array::New(raw.buffer, raw.offset, raw.length);
    v8::Local<v8::Value> handled;
    return Callbacks::Call<"onClientError">(
               scope, env_, slot(), IdOf(connection),
               OneByte(isolate, error.code), OneByte(isolate, error.reason),
               static_cast<double>(error.bytes_parsed), view)
               .ToLocal(&handled) &&
           handled->IsTrue();
  }

  bool OnKeepAliveTimeout(http::Connection& connection) override {
    CallbackScope scope(env_);
    v8::Local<v8::Value> handled;
    return Callbacks::Call<"onKeepAliveTimeout">(scope, env_, slot(),
                                                 IdOf(connection))
               .ToLocal(&handled) &&
           handled->IsTrue();
  }

  bool WantsUpgrade(http::Connection& connection,
                    const http::RequestHead& head) override {
    v8::Isolate* isolate = env_.isolate();
    CallbackScope scope(env_);
    v8::Local<v8::Value> wanted;
    return Callbacks::Call<"wantsUpgrade">(
               scope, env_, slot(), IdOf(connection), HeadString(isolate, head),
               InfoOf(head), head.method == http::Method::kConnect)
               .ToLocal(&wanted) &&
           wanted->IsTrue();
  }

  void OnUpgradeWaits(http::Connection& connection) override {
    Callbacks::Call<"onUpgradeWaits">(env_, slot(), IdOf(connection));
  }

  void OnUpgrade(http::Connection& connection, const http::RequestHead& head,
                 std::unique_ptr<net::Transport> transport,
                 std::span<const uint8_t> rest) override {
    v8::Isolate* isolate = env_.isolate();
    CallbackScope scope(env_);
    int32_t stream = kNoStream;
    std::vector<uint8_t> unread;
    if (net::TcpStream* socket = transport->AsTcpStream()) {
      static_cast<void>(transport.release());
      stream = state_.net.AddStream(std::unique_ptr<net::TcpStream>(socket));
    } else {
      // A stream that the program brought (ServeDuplex) is its own again.
      unread.assign(rest.begin(), rest.end());
      const std::vector<uint8_t> more =
          DuplexTransport::HandOver(std::unique_ptr<DuplexTransport>(
              static_cast<DuplexTransport*>(transport.release())));
      unread.insert(unread.end(), more.begin(), more.end());
      rest = unread;
    }
    const ReceiveSlab::Piece piece = state_.net.slab.Copy(isolate, rest);
    v8::Local<v8::Value> view =
        v8::Uint8Array::New(piece.buffer, piece.offset, piece.length);
    Callbacks::Call<"onUpgrade">(scope, env_, slot(), IdOf(connection), stream,
                                 HeadString(isolate, head), InfoOf(head),
                                 head.method == http::Method::kConnect, view);
  }

  void OnConnectionClosed(http::Connection& connection, int error) override {
    if (IsWatched(connection)) {
      Callbacks::Call<"onConnectionClosed">(env_, IdOf(connection), -error);
    }
  }

  void OnServerClosed() override {
    const uint32_t was = slot();
    state_.servers.Remove(id);
    Environment& env = env_;
    delete this;
    Callbacks::Call<"onServerClosed">(env, was);
  }

 private:
  uint32_t slot() const { return IdTable<JsServer>::SlotOf(id); }
  /// A small integer as long as it is one, which V8 need not allocate.
  static v8::Local<v8::Value> Number(v8::Isolate* isolate, uint64_t number) {
    if (number <= INT32_MAX) [[likely]] {
      return v8::Integer::New(isolate, static_cast<int32_t>(number));
    }
    return v8::Number::New(isolate, ToNumber(number));
  }
  static v8::Local<v8::String> OneByte(v8::Isolate* isolate,
                                       std::string_view text) {
    return v8::String::NewFromOneByte(
               isolate, reinterpret_cast<const uint8_t*>(text.data()),
               v8::NewStringType::kNormal, static_cast<int>(text.size()))
        .ToLocalChecked();
  }
  static v8::Local<v8::String> HeadString(v8::Isolate* isolate,
                                          const http::RequestHead& head) {
    return OneByte(isolate, head.raw);
  }
  uint32_t InfoOf(const http::RequestHead& head) {
    uint32_t info = static_cast<uint32_t>(head.method);
    if (head.minor_version >= 1) info |= kInfoHttp11;
    if (head.keep_alive) info |= kInfoKeepAlive;
    if (head.upgrade) info |= kInfoUpgrade;
    if (head.has_body) info |= kInfoHasBody;
    if (head.expectation == http::Expectation::kContinue) {
      info |= kInfoExpectContinue;
    } else if (head.expectation == http::Expectation::kOther) {
      info |= kInfoExpectOther;
    }
    if (server.options().insecure_parser) info |= kInfoLenient;
    return info;
  }
};

void HttpState::Close() {
  servers.ForEach([](JsServer& server) {
    if (!std::exchange(server.closing, true)) server.server.Close();
    server.server.CloseAllConnections();
  });
}

void HttpState::AppendActive(std::vector<std::string>& names) {
  servers.ForEach([&](JsServer& server) {
    names.insert(names.end(), server.server.connection_count(),
                 "TCPSocketWrap");
  });
}

HttpState& State(Environment& env) { return env.state<HttpState>(); }

double CreateServer(Environment& env) {
  HttpState& state = State(env);
  auto* server = new JsServer(state);  // deletes itself when closed
  server->id = state.servers.Add(server);
  return ToNumber(server->id);
}

void Configure(Environment& env, double handle, uint32_t headers_timeout,
               uint32_t request_timeout, uint32_t keep_alive_timeout,
               uint32_t keep_alive_buffer, uint32_t max_header_size,
               double max_body_size, uint32_t flags,
               uint32_t keep_alive_seconds) {
  JsServer* server = State(env).servers.Find(handle);
  if (server == nullptr) return;
  http::ServerOptions& options = server->server.options();
  options.headers_timeout_ms = headers_timeout;
  options.request_timeout_ms = request_timeout;
  options.keep_alive_timeout_ms = keep_alive_timeout;
  options.keep_alive_timeout_buffer_ms = keep_alive_buffer;
  options.max_header_size = max_header_size;
  options.max_body_size = static_cast<uint64_t>(max_body_size);
  options.require_host_header = (flags & kRequireHost) != 0;
  options.insecure_parser = (flags & kInsecureParser) != 0;
  options.allow_half_open = (flags & kAllowHalfOpen) != 0;
  server->no_delay = (flags & kNoDelay) != 0;
  server->keep_alive = (flags & kKeepAlive) != 0;
  server->keep_alive_seconds = keep_alive_seconds;
}

void AttachListener(Environment& env, double handle, int32_t listener) {
  HttpState& state = State(env);
  JsServer* server = state.servers.Find(handle);
  if (server != nullptr) state.net.AttachListener(listener, server);
}

uint32_t ConnectionCount(Environment& env, double handle) {
  JsServer* server = State(env).servers.Find(handle);
  return server == nullptr
             ? 0
             : static_cast<uint32_t>(server->server.connection_count());
}

void CloseServer(Environment& env, double handle) {
  JsServer* server = State(env).servers.Find(handle);
  if (server == nullptr || std::exchange(server->closing, true)) return;
  server->server.Close();
}

void CloseConnections(Environment& env, double handle, bool all) {
  JsServer* server = State(env).servers.Find(handle);
  if (server == nullptr) return;
  if (all) {
    server->server.CloseAllConnections();
  } else {
    server->server.CloseIdleConnections();
  }
}

// --- Exchanges.

http::Exchange* FindExchange(Environment& env, double connection,
                             double sequence) {
  http::Connection* found = State(env).connections.Find(connection);
  // Below zero: JavaScript's "none".
  return found == nullptr || sequence < 0
             ? nullptr
             : found->FindExchange(static_cast<uint64_t>(sequence));
}

/// The first two arguments of a raw function.
http::Exchange* ExchangeOf(const v8::FunctionCallbackInfo<v8::Value>& info,
                           Environment& env) {
  return FindExchange(env, info[0].As<v8::Number>()->Value(),
                      info[1].As<v8::Number>()->Value());
}

constexpr int32_t kGone = -1;

/// write(connection, exchange, head, chunk, latin1, bits, trailers): true when
/// the response is ended and counts as sent, so that no onFinished follows
/// kWriteNotify.
void Write(const v8::FunctionCallbackInfo<v8::Value>& info) {
  v8::Isolate* isolate = info.GetIsolate();
  Environment& env = Environment::From(isolate);
  http::Exchange* exchange = ExchangeOf(info, env);
  if (exchange == nullptr || exchange->response_ended()) return;
  const BodyPiece piece{info[3], info[4]->IsTrue()};
  const uint32_t bits = info[5].As<v8::Uint32>()->Value();
  if (WriteResponse(isolate, *exchange, info[2].As<v8::String>(), &piece, 1,
                    bits, info[6].As<v8::String>())) {
    info.GetReturnValue().Set(true);
  }
}

/// writeMany(connection, exchange, head, [chunk, latin1, chunk, latin1 …],
/// bits, trailers)
void WriteMany(const v8::FunctionCallbackInfo<v8::Value>& info) {
  v8::Isolate* isolate = info.GetIsolate();
  Environment& env = Environment::From(isolate);
  http::Exchange* exchange = ExchangeOf(info, env);
  if (exchange == nullptr || exchange->response_ended()) return;
  v8::Local<v8::Context> context = env.context();
  v8::Local<v8::Array> list = info[3].As<v8::Array>();
  std::vector<BodyPiece> pieces;
  pieces.reserve(list->Length() / 2);
  for (uint32_t i = 0; i + 1 < list->Length(); i += 2) {
    pieces.push_back({list->Get(context, i).ToLocalChecked(),
                      list->Get(context, i + 1).ToLocalChecked()->IsTrue()});
  }
  if (WriteResponse(isolate, *exchange, info[2].As<v8::String>(), pieces.data(),
                    pieces.size(), info[4].As<v8::Uint32>()->Value(),
                    info[5].As<v8::String>())) {
    info.GetReturnValue().Set(true);
  }
}

void WriteInformation(Environment& env, double connection, double sequence,
                      v8::Local<v8::String> text) {
  http::Exchange* exchange = FindExchange(env, connection, sequence);
  if (exchange == nullptr) return;
  std::string head(static_cast<size_t>(text->Length()), '\0');
  WriteOneByte(env.isolate(), text,
               {reinterpret_cast<uint8_t*>(head.data()), head.size()});
  exchange->WriteInformation(head);
}

double Queued(Environment& env, double connection, double sequence) {
  http::Exchange* exchange = FindExchange(env, connection, sequence);
  return exchange == nullptr ? kGone
                             : static_cast<double>(exchange->queued_bytes());
}

/// The slot of the exchange whose turn comes when this one ends; kGone: none.
int32_t NextInLine(Environment& env, double connection, double sequence) {
  http::Exchange* exchange = FindExchange(env, connection, sequence);
  if (exchange == nullptr) return kGone;
  const http::Exchange* next = exchange->next_in_line();
  return next == nullptr ? kGone : SlotOf(*next);
}

/// No request came behind this one on its connection.
bool IsLast(Environment& env, double connection, double sequence) {
  const http::Exchange* exchange = FindExchange(env, connection, sequence);
  return exchange != nullptr && exchange->last();
}

void NotifyDrain(Environment& env, double connection, double sequence) {
  http::Exchange* exchange = FindExchange(env, connection, sequence);
  if (exchange != nullptr) exchange->NotifyDrain();
}

void ResumeBody(Environment& env, double connection, double sequence) {
  http::Exchange* exchange = FindExchange(env, connection, sequence);
  if (exchange != nullptr) exchange->ResumeBody();
}

void PauseBody(Environment& env, double connection, double sequence) {
  http::Exchange* exchange = FindExchange(env, connection, sequence);
  if (exchange != nullptr) exchange->PauseBody();
}

void DiscardBody(Environment& env, double connection, double sequence) {
  http::Exchange* exchange = FindExchange(env, connection, sequence);
  if (exchange != nullptr) exchange->DiscardBody();
}

// --- Connections.

http::Connection* FindConnection(Environment& env, double id) {
  return State(env).connections.Find(id);
}

net::TcpStream* StreamOf(Environment& env, double id) {
  http::Connection* connection = FindConnection(env, id);
  if (connection == nullptr || connection->transport() == nullptr) {
    return nullptr;
  }
  return connection->transport()->AsTcpStream();
}

/// From now on onConnectionClosed is called. False: it is gone already.
bool WatchConnection(Environment& env, double id) {
  http::Connection* connection = FindConnection(env, id);
  if (connection == nullptr || connection->closed()) return false;
  SetWatched(*connection);
  return true;
}

double RequestCount(Environment& env, double id) {
  http::Connection* connection = FindConnection(env, id);
  return connection == nullptr ? 0 : ToNumber(connection->request_count());
}

double ConnectionWrite(Environment& env, double id, std::span<uint8_t> bytes) {
  http::Connection* connection = FindConnection(env, id);
  if (connection == nullptr || connection->closing()) return -EPIPE;
  connection->WriteRaw(
      {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  return static_cast<double>(connection->transport()->queued_bytes());
}

double ConnectionQueued(Environment& env, double id) {
  http::Connection* connection = FindConnection(env, id);
  return connection == nullptr
             ? 0
             : static_cast<double>(connection->queued_bytes());
}

/// True: onFlushed follows; false: there is nothing to wait for.
bool NotifyFlushed(Environment& env, double id) {
  http::Connection* connection = FindConnection(env, id);
  if (connection == nullptr || connection->queued_bytes() == 0) return false;
  connection->NotifyFlushed();
  return true;
}

void ConnectionEnd(Environment& env, double id) {
  http::Connection* connection = FindConnection(env, id);
  if (connection != nullptr) connection->EndSoon();
}

/// False: it is gone already.
bool ConnectionDestroy(Environment& env, double id, bool reset) {
  http::Connection* connection = FindConnection(env, id);
  if (connection == nullptr) return false;
  if (reset && connection->transport() != nullptr && !connection->closing()) {
    connection->transport()->Reset();
  } else if (connection->queued_bytes() > 0) {
    // What was written before goes out as far as the system takes it now.
    env.loop().FlushNow();
  }
  connection->Destroy();
  return true;
}

v8::Local<v8::Value> ConnectionAddress(Environment& env, double id, bool peer) {
  net::TcpStream* stream = StreamOf(env, id);
  if (stream == nullptr) return v8::Undefined(env.isolate());
  return SocketAddressToJs(env.isolate(), stream->fd(), peer);
}

double ConnectionBytes(Environment& env, double id, bool sent) {
  net::TcpStream* stream = StreamOf(env, id);
  return stream == nullptr ? 0 : BytesOf(*stream, sent);
}

double ConnectionActiveAt(Environment& env, double id) {
  net::TcpStream* stream = StreamOf(env, id);
  return stream == nullptr ? 0 : ActiveAtMs(env, *stream);
}

int32_t ConnectionOption(Environment& env, double id, int32_t option, bool on,
                         uint32_t value) {
  net::TcpStream* stream = StreamOf(env, id);
  if (stream == nullptr) return -EBADF;
  return SetStreamOption(*stream, static_cast<StreamOption>(option), on, value);
}

/// -1: the connection has none.
int32_t ConnectionTypeOfService(Environment& env, double id) {
  net::TcpStream* stream = StreamOf(env, id);
  if (stream == nullptr) return -1;
  const Result<uint8_t> value = stream->TypeOfService();
  return value.ok() ? *value : -1;
}

void ConnectionRef(Environment& env, double id, bool on) {
  net::TcpStream* stream = StreamOf(env, id);
  if (stream != nullptr) stream->SetRef(on);
}

// --- Streams of JavaScript's as connections.

class JsDuplexOwner final : public DuplexTransport::Owner {
 public:
  JsDuplexOwner(HttpState& state, uint64_t id) : state_(state), id_(id) {}
  void OnWrite(std::vector<uint8_t> bytes) override {
    CallbackScope scope(state_.env);
    const ReceiveSlab::Piece piece =
        state_.net.slab.Copy(state_.env.isolate(), bytes);
    Callbacks::Call<"onDuplexWrite">(scope, state_.env, ToNumber(id_),
                                     piece.buffer, piece.offset, piece.length);
  }
  void OnReading(bool on) override {
    Callbacks::Call<"onDuplexReading">(state_.env, ToNumber(id_), on);
  }
  void OnShutdown() override {
    Callbacks::Call<"onDuplexEnd">(state_.env, ToNumber(id_));
  }
  void OnClose() override { Leave<"onDuplexClose">(); }
  void OnHandOver() override { Leave<"onDuplexHandOver">(); }

 private:
  /// Ends this; JavaScript hears why.
  template <FixedString Callback>
  void Leave() {
    HttpState& state = state_;
    const uint64_t id = id_;
    state.duplexes.Remove(id);
    delete this;
    Callbacks::Call<Callback>(state.env, ToNumber(id));
  }

  HttpState& state_;
  uint64_t id_;
};

/// serveDuplex(server): the id of a transport that JavaScript moves; undefined
/// when the server has gone.
v8::Local<v8::Value> ServeDuplex(Environment& env, double server_id) {
  HttpState& state = State(env);
  JsServer* server = state.servers.Find(server_id);
  if (server == nullptr) return v8::Undefined(env.isolate());
  auto transport =
      std::make_unique<DuplexTransport>(env.loop(), state.net.pool);
  const uint64_t id = state.duplexes.Add(transport.get());
  transport->set_owner(new JsDuplexOwner(state, id));
  server->server.Adopt(std::move(transport));
  return v8::Number::New(env.isolate(), ToNumber(id));
}

void DuplexData(Environment& env, double id, std::span<uint8_t> bytes) {
  DuplexTransport* duplex = State(env).duplexes.Find(id);
  if (duplex != nullptr) duplex->Receive(bytes);
}
void DuplexEnd(Environment& env, double id) {
  DuplexTransport* duplex = State(env).duplexes.Find(id);
  if (duplex != nullptr) duplex->ReceiveEnd();
}
void DuplexFailed(Environment& env, double id) {
  DuplexTransport* duplex = State(env).duplexes.Find(id);
  if (duplex != nullptr) duplex->Fail(Error(ECONNRESET));
}
void DuplexSent(Environment& env, double id, uint32_t bytes) {
  DuplexTransport* duplex = State(env).duplexes.Find(id);
  if (duplex != nullptr) duplex->Sent(bytes);
}

}  // namespace

constinit const ModuleSpec kHttpBinding = Module<
    ModuleId::kHttp, Fn<"createServer", &CreateServer>,
    Fn<"configure", &Configure, "server", "headersTimeout", "requestTimeout",
       "keepAliveTimeout", "keepAliveBuffer", "maxHeaderSize", "maxBodySize",
       "flags", "keepAliveSeconds">,
    Fn<"attachListener", &AttachListener, "server", "listener">,
    Fn<"connectionCount", &ConnectionCount, "server">,
    Fn<"closeServer", &CloseServer, "server">,
    Fn<"closeConnections", &CloseConnections, "server", "all">,
    RawFn<"write", &Write,
          "(connection: number, exchange: number, head: string, "
          "chunk: string | Uint8Array, latin1: boolean, bits: number, "
          "trailers: string): true | undefined">,
    RawFn<"writeMany", &WriteMany,
          "(connection: number, exchange: number, head: string, pieces: any[], "
          "bits: number, trailers: string): true | undefined">,
    Fn<"writeInformation", &WriteInformation, "connection", "exchange", "text">,
    Fn<"queued", &Queued, "connection", "exchange">,
    Fn<"nextInLine", &NextInLine, "connection", "exchange">,
    Fn<"isLast", &IsLast, "connection", "exchange">,
    Fn<"notifyDrain", &NotifyDrain, "connection", "exchange">,
    Fn<"resumeBody", &ResumeBody, "connection", "exchange">,
    Fn<"pauseBody", &PauseBody, "connection", "exchange">,
    Fn<"discardBody", &DiscardBody, "connection", "exchange">,
    Fn<"watchConnection", &WatchConnection, "connection">,
    Fn<"requestCount", &RequestCount, "connection">,
    Fn<"connectionWrite", &ConnectionWrite, "connection", "bytes">,
    Fn<"connectionQueued", &ConnectionQueued, "connection">,
    Fn<"notifyFlushed", &NotifyFlushed, "connection">,
    Fn<"connectionEnd", &ConnectionEnd, "connection">,
    Fn<"connectionDestroy", &ConnectionDestroy, "connection", "reset">,
    Fn<"connectionAddress", &ConnectionAddress, "connection", "peer">,
    Fn<"connectionBytes", &ConnectionBytes, "connection", "sent">,
    Fn<"connectionActiveAt", &ConnectionActiveAt, "connection">,
    Fn<"connectionOption", &ConnectionOption, "connection", "option", "on",
       "value">,
    Fn<"connectionTypeOfService", &ConnectionTypeOfService, "connection">,
    Fn<"connectionRef", &ConnectionRef, "connection", "on">,
    Fn<"serveDuplex", &ServeDuplex, "server">,
    Fn<"duplexData", &DuplexData, "duplex", "bytes">,
    Fn<"duplexEnd", &DuplexEnd, "duplex">,
    Fn<"duplexFailed", &DuplexFailed, "duplex">,
    Fn<"duplexSent", &DuplexSent, "duplex", "bytes">, Callbacks>::kSpec;

}  // namespace rondo
