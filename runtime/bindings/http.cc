// binding('http'): the HTTP/1.1 server of core/http for lib/internal/http.
//
// Servers are Resources. Connections have ids of a table of their own, that are
// never used twice either, so that JavaScript may keep them for ever. An
// exchange is its connection's id and the exchange's number there; it is valid
// until its response is ended (without kWriteNotify) or finished (with it) and
// its request complete, or until onAborted returned. What calls JavaScript
// names them by slots, small integers that are theirs while they live: an id
// may be a number that V8 allocates, which is done once a connection and not
// for each request.
//
// What is called for a connection runs in the asynchronous context of listen(),
// and so does what is called for a request, which has async ids of its own.
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
#include "core/net/socket.h"
#include "runtime/bind/module.h"
#include "runtime/bindings/duplex_transport.h"
#include "runtime/bindings/held_bytes.h"
#include "runtime/bindings/http_response.h"
#include "runtime/bindings/net_state.h"
#include "runtime/env/v8_compat.h"

namespace rondo {

extern const ModuleId kHttpModule;  // in registry.cc

namespace {

using Callbacks =
    CallbackTable<kHttpModule, "onRequest", "onBody", "onRequestEnd", "onDrain",
                  "onFinished", "onAborted", "onConnection",
                  "onConnectionClosed", "onFlushed", "onClientEnd",
                  "onClientError", "onKeepAliveTimeout", "wantsUpgrade",
                  "onUpgradeWaits", "onUpgrade", "onServerClosed",
                  "onDuplexWrite", "onDuplexReading", "onDuplexEnd",
                  "onDuplexClose", "onDuplexHandOver", "onTerminated">;

// What onRequest says beside the head, and beside the method's number.
constexpr uint32_t kInfoMethodMask = 0x3f;
static_assert(http::kMethodCount <= kInfoMethodMask + 1);
constexpr uint32_t kInfoHttp11 = 1 << 6;
constexpr uint32_t kInfoKeepAlive = 1 << 7;
constexpr uint32_t kInfoUpgrade = 1 << 8;
constexpr uint32_t kInfoHasBody = 1 << 9;
constexpr uint32_t kInfoExpectContinue = 1 << 10;
constexpr uint32_t kInfoExpectOther = 1 << 11;
constexpr uint32_t kInfoLenient = 1 << 12;
constexpr uint32_t kInfoWaits = 1 << 13;

// Flags of configure.
constexpr uint32_t kRequireHost = 1;
constexpr uint32_t kInsecureParser = 2;
constexpr uint32_t kNoDelay = 4;
constexpr uint32_t kKeepAlive = 8;
constexpr uint32_t kAllowHalfOpen = 16;

// The stream of onUpgrade when the connection is a stream of the program's.
constexpr double kNoStream = -1;

constexpr char kRequestType[] = "HTTPINCOMINGMESSAGE";

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

/// The exchanges under way: each has a number from 0 of its own, and an async
/// id.
class ExchangeTable {
 public:
  void Add(http::Exchange& exchange, const AsyncIdPair& ids) {
    if (free_.empty()) {
      free_.push_back(static_cast<uint32_t>(async_ids_.size()));
      async_ids_.push_back(0);
    }
    const uint32_t slot = free_.back();
    free_.pop_back();
    exchange.user = reinterpret_cast<void*>(uintptr_t{slot});
    async_ids_[slot] = ids.id;
  }
  void Remove(const http::Exchange& exchange) {
    free_.push_back(static_cast<uint32_t>(SlotOf(exchange)));
  }
  double AsyncIdOf(const http::Exchange& exchange) const {
    return async_ids_[static_cast<size_t>(SlotOf(exchange))];
  }

 private:
  std::vector<uint32_t> free_;
  std::vector<double> async_ids_;  // by slot
};

struct HttpState final : ModuleState {
  static constexpr const ModuleId& kModule = kHttpModule;

  explicit HttpState(Environment& env) : env(env), net(env.state<NetState>()) {}

  Environment& env;
  NetState& net;
  http::ConnectionTable connections;
  ExchangeTable exchanges;
};

/// The native half of an http.Server.
class JsServer final : public Resource,
                       public http::ServerDelegate,
                       public StreamSink {
 public:
  // To async_hooks its listener and its requests are resources, it is none.
  static constexpr ResourceKind kKind = {kHttpModule, "TCPSocketWrap", nullptr};
  static constexpr FixedString kHandleName = "Server";

  explicit JsServer(HttpState& state)
      : Resource(state.env, kKind),
        state_(state),
        env_(state.env),
        server(state.env.loop(), state.net.pool, *this, {},
               &state.connections) {
    server.options().serve_behind_end = true;
  }

 private:
  HttpState& state_;
  Environment& env_;

 public:
  http::Server server;
  bool no_delay = true;
  bool keep_alive = false;
  uint32_t keep_alive_seconds = 0;

  /// Its connections and requests are those of `listener`.
  void Attach(const Resource& listener) {
    TakeContext(listener);
    listener_ids_ = listener.async_ids();
  }
  /// As JavaScript's close(): it may still be asked for.
  void StopServing() {
    if (!std::exchange(stopped_, true)) server.Close();
  }

  // Resource.
  void AppendActive(std::vector<std::string>& names) const override {
    names.insert(names.end(), server.connection_count(), name());
  }
  void OnTaskTerminated(uint64_t connection, uint64_t index) override {
    http::Connection* found = state_.connections.Find(connection);
    if (found == nullptr) return;
    http::Exchange* exchange = found->FindExchange(index);
    // One that has its answer, or gets it when its turn comes, needs no other.
    if (exchange != nullptr ? exchange->response_ended()
                            : index < found->request_count()) {
      return;
    }
    CallbackScope scope(env_);
    v8::Local<v8::Value> answered;
    if (exchange == nullptr ||
        !Callbacks::Call<"onTerminated">(scope, env_, CallerOf(*exchange),
                                         SlotOf(*exchange))
             .ToLocal(&answered) ||
        !answered->IsTrue()) {
      // By now it may have gone.
      found = state_.connections.Find(connection);
      if (found != nullptr) found->Destroy();
    }
  }

  // StreamSink.
  void OnStream(std::unique_ptr<net::Transport> stream) override {
    if (net::Socket* socket = stream->socket()) {
      if (no_delay) static_cast<void>(socket->SetNoDelay(true));
      if (keep_alive) {
        static_cast<void>(socket->SetKeepAlive(true, keep_alive_seconds));
      }
    }
    server.Adopt(std::move(stream));
  }

  // ServerDelegate.
  void OnConnection(http::Connection& connection) override {
    Callbacks::Call<"onConnection">(
        env_, CallerOf(connection), slot(),
        http::ConnectionTable::SlotOf(connection.id()), IdOf(connection));
  }

  void OnRequest(http::Exchange& exchange,
                 const http::RequestHead& head) override {
    v8::Isolate* isolate = env_.isolate();
    CallbackScope scope(env_);
    state_.exchanges.Add(
        exchange, env_.async_ids().New(kRequestType, {}, listener_ids_.id));
    uint32_t info = InfoOf(head);
    if (!exchange.first_in_line()) info |= kInfoWaits;
    Callbacks::Call<"onRequest">(
        scope, env_, CallerOf(exchange), slot(), SlotOf(exchange),
        http::ConnectionTable::SlotOf(exchange.connection().id()),
        Number(isolate, exchange.index()), HeadString(isolate, head), info);
  }

  void OnBody(http::Exchange& exchange,
              std::span<const uint8_t> data) override {
    CallbackScope scope(env_);
    const ReceiveSlab::Piece piece = state_.net.slab.Copy(env_.isolate(), data);
    Callbacks::Call<"onBody">(scope, env_, CallerOf(exchange), SlotOf(exchange),
                              piece.buffer, piece.offset, piece.length);
  }

  void OnRequestEnd(http::Exchange& exchange,
                    std::string_view trailers) override {
    CallbackScope scope(env_);
    Callbacks::Call<"onRequestEnd">(scope, env_, CallerOf(exchange),
                                    SlotOf(exchange),
                                    OneByte(env_.isolate(), trailers));
  }

  void OnDrain(http::Exchange& exchange) override {
    Callbacks::Call<"onDrain">(env_, CallerOf(exchange), SlotOf(exchange));
  }

  void OnResponseFinished(http::Exchange& exchange) override {
    Callbacks::Call<"onFinished">(env_, CallerOf(exchange), SlotOf(exchange));
  }

  void OnAborted(http::Exchange& exchange) override {
    Callbacks::Call<"onAborted">(env_, CallerOf(exchange), SlotOf(exchange));
  }

  void OnExchangeEnd(http::Exchange& exchange) override {
    env_.async_ids().Destroy(IdsOf(exchange));
    state_.exchanges.Remove(exchange);
  }

  void OnFlushed(http::Connection& connection) override {
    Callbacks::Call<"onFlushed">(env_, CallerOf(connection), IdOf(connection));
  }

  void OnClientEnd(http::Connection& connection, bool in_request) override {
    if (IsWatched(connection)) {
      Callbacks::Call<"onClientEnd">(env_, CallerOf(connection),
                                     IdOf(connection), in_request);
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
               scope, env_, CallerOf(connection), slot(), IdOf(connection),
               OneByte(isolate, error.code), OneByte(isolate, error.reason),
               static_cast<double>(error.bytes_parsed), view)
               .ToLocal(&handled) &&
           handled->IsTrue();
  }

  bool OnKeepAliveTimeout(http::Connection& connection) override {
    CallbackScope scope(env_);
    v8::Local<v8::Value> handled;
    return Callbacks::Call<"onKeepAliveTimeout">(
               scope, env_, CallerOf(connection), slot(), IdOf(connection))
               .ToLocal(&handled) &&
           handled->IsTrue();
  }

  bool WantsUpgrade(http::Connection& connection,
                    const http::RequestHead& head) override {
    v8::Isolate* isolate = env_.isolate();
    CallbackScope scope(env_);
    v8::Local<v8::Value> wanted;
    return Callbacks::Call<"wantsUpgrade">(
               scope, env_, CallerOf(connection), slot(), IdOf(connection),
               HeadString(isolate, head), InfoOf(head),
               head.method == http::Method::kConnect)
               .ToLocal(&wanted) &&
           wanted->IsTrue();
  }

  void OnUpgradeWaits(http::Connection& connection) override {
    Callbacks::Call<"onUpgradeWaits">(env_, CallerOf(connection), slot(),
                                      IdOf(connection));
  }

  void OnUpgrade(http::Connection& connection, const http::RequestHead& head,
                 std::unique_ptr<net::Transport> transport,
                 std::span<const uint8_t> rest) override {
    v8::Isolate* isolate = env_.isolate();
    CallbackScope scope(env_);
    double stream = kNoStream;
    std::vector<uint8_t> unread;
    transport = net::Transport::HandOver(std::move(transport), unread);
    if (transport != nullptr) {
      stream = state_.net.AddStream(std::move(transport));
    } else {
      // A stream that the program brought (ServeDuplex) is its own again.
      unread.insert(unread.begin(), rest.begin(), rest.end());
      rest = unread;
    }
    const ReceiveSlab::Piece piece = state_.net.slab.Copy(isolate, rest);
    v8::Local<v8::Value> view =
        v8::Uint8Array::New(piece.buffer, piece.offset, piece.length);
    Callbacks::Call<"onUpgrade">(scope, env_, CallerOf(connection), slot(),
                                 IdOf(connection), stream,
                                 HeadString(isolate, head), InfoOf(head),
                                 head.method == http::Method::kConnect, view);
  }

  void OnConnectionClosed(http::Connection& connection, int error) override {
    if (IsWatched(connection)) {
      Callbacks::Call<"onConnectionClosed">(env_, CallerOf(connection),
                                            IdOf(connection), -error);
    }
  }

  void OnServerClosed() override {
    Callbacks::Call<"onServerClosed">(*this);
    Destroy();
  }

 private:
  void StartClose() override {
    StopServing();
    server.CloseAllConnections();
  }

  Caller CallerOf(const http::Connection& connection) const {
    Caller result = caller();
    result.part = connection.id();
    result.ids = listener_ids_;
    return result;
  }
  Caller CallerOf(const http::Exchange& exchange) const {
    Caller result = caller();
    result.part = exchange.connection().id();
    result.sequence = exchange.index();
    result.ids = IdsOf(exchange);
    return result;
  }
  AsyncIdPair IdsOf(const http::Exchange& exchange) const {
    return {.id = state_.exchanges.AsyncIdOf(exchange),
            .trigger = listener_ids_.id};
  }
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

  AsyncIdPair listener_ids_;
  bool stopped_ = false;
};

HttpState& State(Environment& env) { return env.state<HttpState>(); }

ResourceId<JsServer> CreateServer(Environment& env) {
  return env.resources().Add(std::make_unique<JsServer>(State(env)));
}

void Configure(Environment&, JsServer& server, uint32_t headers_timeout,
               uint32_t request_timeout, uint32_t keep_alive_timeout,
               uint32_t keep_alive_buffer, uint32_t max_header_size,
               double max_body_size, uint32_t flags,
               uint32_t keep_alive_seconds) {
  http::ServerOptions& options = server.server.options();
  options.headers_timeout_ms = headers_timeout;
  options.request_timeout_ms = request_timeout;
  options.keep_alive_timeout_ms = keep_alive_timeout;
  options.keep_alive_timeout_buffer_ms = keep_alive_buffer;
  options.max_header_size = max_header_size;
  options.max_body_size = static_cast<uint64_t>(max_body_size);
  options.require_host_header = (flags & kRequireHost) != 0;
  options.insecure_parser = (flags & kInsecureParser) != 0;
  options.allow_half_open = (flags & kAllowHalfOpen) != 0;
  server.no_delay = (flags & kNoDelay) != 0;
  server.keep_alive = (flags & kKeepAlive) != 0;
  server.keep_alive_seconds = keep_alive_seconds;
}

void AttachListener(Environment& env, JsServer& server, double listener) {
  const Resource* found = State(env).net.AttachListener(listener, &server);
  if (found != nullptr) server.Attach(*found);
}

double ConnectionCount(Environment&, JsServer& server) {
  return static_cast<double>(server.server.connection_count());
}

void CloseServer(Environment&, JsServer& server) { server.StopServing(); }

void CloseConnections(Environment&, JsServer& server, bool all) {
  if (all) {
    server.server.CloseAllConnections();
  } else {
    server.server.CloseIdleConnections();
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

net::Socket* SocketOf(Environment& env, double id) {
  http::Connection* connection = FindConnection(env, id);
  if (connection == nullptr || connection->transport() == nullptr) {
    return nullptr;
  }
  return connection->transport()->socket();
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

SocketAddressValue ConnectionAddress(Environment& env, double id, bool peer) {
  net::Socket* stream = SocketOf(env, id);
  if (stream == nullptr) return v8::Undefined(env.isolate());
  return SocketAddressToJs(env.isolate(), stream->fd(), peer);
}

double ConnectionBytes(Environment& env, double id, bool sent) {
  net::Socket* stream = SocketOf(env, id);
  return stream == nullptr ? 0 : BytesOf(*stream, sent);
}

double ConnectionActiveAt(Environment& env, double id) {
  net::Socket* stream = SocketOf(env, id);
  return stream == nullptr ? 0 : ActiveAtMs(env, *stream);
}

int32_t ConnectionOption(Environment& env, double id, int32_t option, bool on,
                         uint32_t value) {
  net::Socket* stream = SocketOf(env, id);
  if (stream == nullptr) return -EBADF;
  return SetStreamOption(*stream, static_cast<StreamOption>(option), on, value);
}

/// -1: the connection has none.
int32_t ConnectionTypeOfService(Environment& env, double id) {
  net::Socket* stream = SocketOf(env, id);
  if (stream == nullptr) return -1;
  const Result<uint8_t> value = stream->TypeOfService();
  return value.ok() ? *value : -1;
}

void ConnectionRef(Environment& env, double id, bool on) {
  net::Socket* stream = SocketOf(env, id);
  if (stream != nullptr) stream->SetRef(on);
}

// --- Streams of JavaScript's as connections.

/// It ends with its connection.
class JsDuplex final : public Resource, public DuplexTransport::Owner {
 public:
  static constexpr ResourceKind kKind = {kHttpModule, "JSStream", "JSSTREAM"};
  static constexpr FixedString kHandleName = "Duplex";

  JsDuplex(HttpState& state, DuplexTransport& transport)
      : Resource(state.env, kKind), transport(transport), state_(state) {}

  DuplexTransport& transport;

  // The connection is counted by its server.
  void AppendActive(std::vector<std::string>&) const override {}

  void OnWrite(std::vector<uint8_t> bytes) override {
    CallbackScope scope(env());
    const ReceiveSlab::Piece piece =
        state_.net.slab.Copy(env().isolate(), bytes);
    Callbacks::Call<"onDuplexWrite">(scope, *this, piece.buffer, piece.offset,
                                     piece.length);
  }
  void OnReading(bool on) override {
    Callbacks::Call<"onDuplexReading">(*this, on);
  }
  void OnShutdown() override { Callbacks::Call<"onDuplexEnd">(*this); }
  void OnClose(bool in_order) override {
    Callbacks::Call<"onDuplexClose">(*this, in_order);
    Destroy();
  }
  void OnHandOver() override {
    Callbacks::Call<"onDuplexHandOver">(*this);
    Destroy();
  }

 private:
  void StartClose() override {}

  HttpState& state_;
};

ResourceId<JsDuplex> ServeDuplex(Environment& env, JsServer& server) {
  HttpState& state = State(env);
  auto transport =
      std::make_unique<DuplexTransport>(env.loop(), state.net.pool);
  JsDuplex& duplex =
      env.resources().Add(std::make_unique<JsDuplex>(state, *transport));
  transport->set_owner(&duplex);
  server.server.Adopt(std::move(transport));
  return duplex;
}

void DuplexData(Environment&, JsDuplex& duplex, std::span<uint8_t> bytes) {
  duplex.transport.Receive(bytes);
}
void DuplexEnd(Environment&, JsDuplex& duplex) {
  duplex.transport.ReceiveEnd();
}
void DuplexFailed(Environment&, JsDuplex& duplex) {
  duplex.transport.Fail(Error(ECONNRESET));
}
void DuplexSent(Environment&, JsDuplex& duplex, uint32_t bytes) {
  duplex.transport.Sent(bytes);
}

}  // namespace

extern constinit const ModuleSpec kHttpBinding = Module<
    kHttpModule, Fn<"createServer", &CreateServer>,
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
          "(connection: number, exchange: number, head: string, "
          "pieces: (string | Uint8Array)[], bits: number, trailers: string): "
          "true | undefined">,
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
    Fn<"duplexSent", &DuplexSent, "duplex", "bytes">,
    Const<"kInfoMethodMask", kInfoMethodMask>,
    Const<"kInfoHttp11", kInfoHttp11>, Const<"kInfoKeepAlive", kInfoKeepAlive>,
    Const<"kInfoUpgrade", kInfoUpgrade>, Const<"kInfoHasBody", kInfoHasBody>,
    Const<"kInfoExpectContinue", kInfoExpectContinue>,
    Const<"kInfoExpectOther", kInfoExpectOther>,
    Const<"kInfoLenient", kInfoLenient>, Const<"kInfoWaits", kInfoWaits>,
    Const<"kRequireHost", kRequireHost>,
    Const<"kInsecureParser", kInsecureParser>, Const<"kNoDelay", kNoDelay>,
    Const<"kKeepAlive", kKeepAlive>, Const<"kAllowHalfOpen", kAllowHalfOpen>,
    Const<"kMethodHead", static_cast<int>(http::Method::kHead)>,
    Const<"kWriteChunked", http::kWriteChunked>,
    Const<"kWriteEnd", http::kWriteEnd>,
    Const<"kWriteClose", http::kWriteClose>,
    Const<"kWriteNotify", http::kWriteNotify>,
    Const<"kWriteWhole", kWriteWhole>, Const<"kWriteThrough", kWriteThrough>,
    Callbacks>::kSpec;

}  // namespace rondo
