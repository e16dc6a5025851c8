// binding('http'): the HTTP/1.1 server of core/http for lib/internal/http.
//
// Servers, connections and exchanges are handles. A request is one call of
// onRequest; its response, when the handler writes it at once, one call of
// write. An exchange's handle is valid until its response is ended (without
// kWriteNotify) or finished (with it) and its request complete, or until
// onAborted returned.
#include <cerrno>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "core/http/server.h"
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
                  "onConnectionClosed", "onFlushed", "onClientError",
                  "onKeepAliveTimeout", "wantsUpgrade", "onUpgrade",
                  "onServerClosed", "onDuplexWrite", "onDuplexReading",
                  "onDuplexEnd", "onDuplexClose", "onDuplexHandOver">;

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

/// What a native connection or exchange keeps in its `user`: its handle, and
/// for connections whether JavaScript wants to know of its end.
void* ToUser(int32_t handle, bool watched = false) {
  return reinterpret_cast<void*>(static_cast<uintptr_t>(handle) << 1 |
                                 static_cast<uintptr_t>(watched));
}
int32_t HandleOf(const void* user) {
  return static_cast<int32_t>(reinterpret_cast<uintptr_t>(user) >> 1);
}
bool IsWatched(const void* user) {
  return (reinterpret_cast<uintptr_t>(user) & 1) != 0;
}

struct HttpState final : ModuleState {
  static constexpr ModuleId kModule = ModuleId::kHttp;

  explicit HttpState(Environment& env) : env(env), net(env.state<NetState>()) {}
  void Close() override;
  bool closed() const override { return servers.size() == 0; }
  void AppendActive(std::vector<std::string>& names) override;

  Environment& env;
  NetState& net;
  HandleTable<JsServer> servers;
  HandleTable<http::Connection> connections;
  HandleTable<http::Exchange> exchanges;
  HandleTable<DuplexTransport> duplexes;
};

/// The native half of an http.Server.
class JsServer final : public http::ServerDelegate, public StreamSink {
 public:
  explicit JsServer(HttpState& state)
      : state_(state),
        env_(state.env),
        server(state.env.loop(), state.net.pool, *this) {}

  int32_t handle = -1;

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
    const int32_t id = state_.connections.Add(&connection);
    connection.user = ToUser(id);
    Callbacks::Call<"onConnection">(env_, handle, id);
  }

  void OnRequest(http::Exchange& exchange,
                 const http::RequestHead& head) override {
    const int32_t id = state_.exchanges.Add(&exchange);
    exchange.user = ToUser(id);
    v8::Isolate* isolate = env_.isolate();
    CallbackScope scope(env_);
    uint32_t info = InfoOf(head);
    if (!exchange.first_in_line()) info |= kInfoWaits;
    Callbacks::Call<"onRequest">(scope, env_, handle, id,
                                 HandleOf(exchange.connection().user),
                                 HeadString(isolate, head), info);
  }

  void OnBody(http::Exchange& exchange,
              std::span<const uint8_t> data) override {
    CallbackScope scope(env_);
    const ReceiveSlab::Piece piece = state_.net.slab.Copy(env_.isolate(), data);
    Callbacks::Call<"onBody">(scope, env_, HandleOf(exchange.user),
                              piece.buffer, piece.offset, piece.length);
  }

  void OnRequestEnd(http::Exchange& exchange,
                    std::string_view trailers) override {
    CallbackScope scope(env_);
    Callbacks::Call<"onRequestEnd">(scope, env_, HandleOf(exchange.user),
                                    OneByte(env_.isolate(), trailers));
  }

  void OnDrain(http::Exchange& exchange) override {
    Callbacks::Call<"onDrain">(env_, HandleOf(exchange.user));
  }

  void OnResponseFinished(http::Exchange& exchange) override {
    Callbacks::Call<"onFinished">(env_, HandleOf(exchange.user));
  }

  void OnAborted(http::Exchange& exchange) override {
    Callbacks::Call<"onAborted">(env_, HandleOf(exchange.user));
  }

  void OnExchangeEnd(http::Exchange& exchange) override {
    state_.exchanges.Remove(HandleOf(exchange.user));
  }

  void OnFlushed(http::Connection& connection) override {
    Callbacks::Call<"onFlushed">(env_, HandleOf(connection.user));
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
               scope, env_, handle, HandleOf(connection.user),
               OneByte(isolate, error.code), OneByte(isolate, error.reason),
               static_cast<double>(error.bytes_parsed), view)
               .ToLocal(&handled) &&
           handled->IsTrue();
  }

  bool OnKeepAliveTimeout(http::Connection& connection) override {
    CallbackScope scope(env_);
    v8::Local<v8::Value> handled;
    return Callbacks::Call<"onKeepAliveTimeout">(scope, env_, handle,
                                                 HandleOf(connection.user))
               .ToLocal(&handled) &&
           handled->IsTrue();
  }

  bool WantsUpgrade(http::Connection&, const http::RequestHead& head) override {
    v8::Isolate* isolate = env_.isolate();
    CallbackScope scope(env_);
    v8::Local<v8::Value> wanted;
    return Callbacks::Call<"wantsUpgrade">(
               scope, env_, handle, HeadString(isolate, head), InfoOf(head),
               head.method == http::Method::kConnect)
               .ToLocal(&wanted) &&
           wanted->IsTrue();
  }

  void OnUpgrade(http::Connection& connection, const http::RequestHead& head,
                 std::unique_ptr<net::Transport> transport,
                 std::span<const uint8_t> rest) override {
    v8::Isolate* isolate = env_.isolate();
    CallbackScope scope(env_);
    const int32_t id = HandleOf(connection.user);
    state_.connections.Remove(id);
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
    Callbacks::Call<"onUpgrade">(scope, env_, handle, id, stream,
                                 HeadString(isolate, head), InfoOf(head),
                                 head.method == http::Method::kConnect, view);
  }

  void OnConnectionClosed(http::Connection& connection, int error) override {
    const int32_t id = HandleOf(connection.user);
    const bool watched = IsWatched(connection.user);
    state_.connections.Remove(id);
    if (watched) {
      Callbacks::Call<"onConnectionClosed">(env_, id, -error);
    }
  }

  void OnServerClosed() override {
    HttpState& state = state_;
    const int32_t id = handle;
    state.servers.Remove(id);
    Environment& env = env_;
    delete this;
    Callbacks::Call<"onServerClosed">(env, id);
  }

 private:
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

int32_t CreateServer(Environment& env) {
  HttpState& state = State(env);
  auto* server = new JsServer(state);  // deletes itself when closed
  server->handle = state.servers.Add(server);
  return server->handle;
}

void Configure(Environment& env, int32_t handle, uint32_t headers_timeout,
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

void AttachListener(Environment& env, int32_t handle, int32_t listener) {
  HttpState& state = State(env);
  state.net.AttachListener(listener, &state.servers.Get(handle));
}

uint32_t ConnectionCount(Environment& env, int32_t handle) {
  JsServer* server = State(env).servers.Find(handle);
  return server == nullptr
             ? 0
             : static_cast<uint32_t>(server->server.connection_count());
}

void CloseServer(Environment& env, int32_t handle) {
  JsServer* server = State(env).servers.Find(handle);
  if (server == nullptr || std::exchange(server->closing, true)) return;
  server->server.Close();
}

void CloseConnections(Environment& env, int32_t handle, bool all) {
  JsServer* server = State(env).servers.Find(handle);
  if (server == nullptr) return;
  if (all) {
    server->server.CloseAllConnections();
  } else {
    server->server.CloseIdleConnections();
  }
}

// --- Exchanges.

http::Exchange* FindExchange(Environment& env, int32_t handle) {
  return State(env).exchanges.Find(handle);
}

constexpr int32_t kGone = -1;

/// write(exchange, head, chunk, latin1, bits, trailers): true when the response
/// is ended and counts as sent, so that no onFinished follows kWriteNotify.
void Write(const v8::FunctionCallbackInfo<v8::Value>& info) {
  v8::Isolate* isolate = info.GetIsolate();
  Environment& env = Environment::From(isolate);
  http::Exchange* exchange =
      FindExchange(env, info[0].As<v8::Int32>()->Value());
  if (exchange == nullptr || exchange->response_ended()) return;
  const BodyPiece piece{info[2], info[3]->IsTrue()};
  const uint32_t bits = info[4].As<v8::Uint32>()->Value();
  if (WriteResponse(isolate, *exchange, info[1].As<v8::String>(), &piece, 1,
                    bits, info[5].As<v8::String>())) {
    info.GetReturnValue().Set(true);
  }
}

/// writeMany(exchange, head, [chunk, latin1, chunk, latin1 …], bits, trailers)
void WriteMany(const v8::FunctionCallbackInfo<v8::Value>& info) {
  v8::Isolate* isolate = info.GetIsolate();
  Environment& env = Environment::From(isolate);
  http::Exchange* exchange =
      FindExchange(env, info[0].As<v8::Int32>()->Value());
  if (exchange == nullptr || exchange->response_ended()) return;
  v8::Local<v8::Context> context = env.context();
  v8::Local<v8::Array> list = info[2].As<v8::Array>();
  std::vector<BodyPiece> pieces;
  pieces.reserve(list->Length() / 2);
  for (uint32_t i = 0; i + 1 < list->Length(); i += 2) {
    pieces.push_back({list->Get(context, i).ToLocalChecked(),
                      list->Get(context, i + 1).ToLocalChecked()->IsTrue()});
  }
  if (WriteResponse(isolate, *exchange, info[1].As<v8::String>(), pieces.data(),
                    pieces.size(), info[3].As<v8::Uint32>()->Value(),
                    info[4].As<v8::String>())) {
    info.GetReturnValue().Set(true);
  }
}

void WriteInformation(Environment& env, int32_t handle,
                      v8::Local<v8::String> text) {
  http::Exchange* exchange = FindExchange(env, handle);
  if (exchange == nullptr) return;
  std::string head(static_cast<size_t>(text->Length()), '\0');
  WriteOneByte(env.isolate(), text,
               {reinterpret_cast<uint8_t*>(head.data()), head.size()});
  exchange->WriteInformation(head);
}

double Queued(Environment& env, int32_t handle) {
  http::Exchange* exchange = FindExchange(env, handle);
  return exchange == nullptr ? kGone
                             : static_cast<double>(exchange->queued_bytes());
}

/// The exchange whose turn comes when this one ends; kGone: none.
int32_t NextInLine(Environment& env, int32_t handle) {
  http::Exchange* exchange = FindExchange(env, handle);
  if (exchange == nullptr) return kGone;
  const http::Exchange* next = exchange->next_in_line();
  return next == nullptr ? kGone : HandleOf(next->user);
}

void NotifyDrain(Environment& env, int32_t handle) {
  http::Exchange* exchange = FindExchange(env, handle);
  if (exchange != nullptr) exchange->NotifyDrain();
}

void ResumeBody(Environment& env, int32_t handle) {
  http::Exchange* exchange = FindExchange(env, handle);
  if (exchange != nullptr) exchange->ResumeBody();
}

void PauseBody(Environment& env, int32_t handle) {
  http::Exchange* exchange = FindExchange(env, handle);
  if (exchange != nullptr) exchange->PauseBody();
}

void DiscardBody(Environment& env, int32_t handle) {
  http::Exchange* exchange = FindExchange(env, handle);
  if (exchange != nullptr) exchange->DiscardBody();
}

// --- Connections.

http::Connection* FindConnection(Environment& env, int32_t handle) {
  return State(env).connections.Find(handle);
}

net::TcpStream* StreamOf(Environment& env, int32_t handle) {
  http::Connection* connection = FindConnection(env, handle);
  if (connection == nullptr || connection->transport() == nullptr) {
    return nullptr;
  }
  return connection->transport()->AsTcpStream();
}

/// From now on onConnectionClosed is called. False: it is gone already.
bool WatchConnection(Environment& env, int32_t handle) {
  http::Connection* connection = FindConnection(env, handle);
  if (connection == nullptr) return false;
  connection->user = ToUser(handle, true);
  return true;
}

uint32_t RequestCount(Environment& env, int32_t handle) {
  http::Connection* connection = FindConnection(env, handle);
  return connection == nullptr ? 0 : connection->request_count();
}

double ConnectionWrite(Environment& env, int32_t handle,
                       std::span<uint8_t> bytes) {
  http::Connection* connection = FindConnection(env, handle);
  if (connection == nullptr || connection->closing()) return -EPIPE;
  connection->WriteRaw(
      {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  return static_cast<double>(connection->transport()->queued_bytes());
}

double ConnectionQueued(Environment& env, int32_t handle) {
  http::Connection* connection = FindConnection(env, handle);
  return connection == nullptr
             ? 0
             : static_cast<double>(connection->queued_bytes());
}

/// True: onFlushed follows; false: there is nothing to wait for.
bool NotifyFlushed(Environment& env, int32_t handle) {
  http::Connection* connection = FindConnection(env, handle);
  if (connection == nullptr || connection->queued_bytes() == 0) return false;
  connection->NotifyFlushed();
  return true;
}

void ConnectionEnd(Environment& env, int32_t handle) {
  http::Connection* connection = FindConnection(env, handle);
  if (connection != nullptr) connection->EndSoon();
}

/// False: it is gone already.
bool ConnectionDestroy(Environment& env, int32_t handle, bool reset) {
  http::Connection* connection = FindConnection(env, handle);
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

v8::Local<v8::Value> ConnectionAddress(Environment& env, int32_t handle,
                                       bool peer) {
  net::TcpStream* stream = StreamOf(env, handle);
  if (stream == nullptr) return v8::Undefined(env.isolate());
  return SocketAddressToJs(env.isolate(), stream->fd(), peer);
}

double ConnectionBytes(Environment& env, int32_t handle, bool sent) {
  net::TcpStream* stream = StreamOf(env, handle);
  return stream == nullptr ? 0 : BytesOf(*stream, sent);
}

double ConnectionActiveAt(Environment& env, int32_t handle) {
  net::TcpStream* stream = StreamOf(env, handle);
  return stream == nullptr ? 0 : ActiveAtMs(env, *stream);
}

int32_t ConnectionOption(Environment& env, int32_t handle, int32_t option,
                         bool on, uint32_t value) {
  net::TcpStream* stream = StreamOf(env, handle);
  if (stream == nullptr) return -EBADF;
  return SetStreamOption(*stream, static_cast<StreamOption>(option), on, value);
}

/// -1: the connection has none.
int32_t ConnectionTypeOfService(Environment& env, int32_t handle) {
  net::TcpStream* stream = StreamOf(env, handle);
  if (stream == nullptr) return -1;
  const Result<uint8_t> value = stream->TypeOfService();
  return value.ok() ? *value : -1;
}

void ConnectionRef(Environment& env, int32_t handle, bool on) {
  net::TcpStream* stream = StreamOf(env, handle);
  if (stream != nullptr) stream->SetRef(on);
}

// --- Streams of JavaScript's as connections.

class JsDuplexOwner final : public DuplexTransport::Owner {
 public:
  JsDuplexOwner(HttpState& state, int32_t handle)
      : state_(state), handle_(handle) {}
  void OnWrite(std::vector<uint8_t> bytes) override {
    CallbackScope scope(state_.env);
    const ReceiveSlab::Piece piece =
        state_.net.slab.Copy(state_.env.isolate(), bytes);
    Callbacks::Call<"onDuplexWrite">(scope, state_.env, handle_, piece.buffer,
                                     piece.offset, piece.length);
  }
  void OnReading(bool on) override {
    Callbacks::Call<"onDuplexReading">(state_.env, handle_, on);
  }
  void OnShutdown() override {
    Callbacks::Call<"onDuplexEnd">(state_.env, handle_);
  }
  void OnClose() override { Leave<"onDuplexClose">(); }
  void OnHandOver() override { Leave<"onDuplexHandOver">(); }

 private:
  /// Ends this; JavaScript hears why.
  template <FixedString Callback>
  void Leave() {
    HttpState& state = state_;
    const int32_t id = handle_;
    state.duplexes.Remove(id);
    delete this;
    Callbacks::Call<Callback>(state.env, id);
  }

  HttpState& state_;
  int32_t handle_;
};

/// serveDuplex(server): the handle of a transport that JavaScript moves.
int32_t ServeDuplex(Environment& env, int32_t handle) {
  HttpState& state = State(env);
  JsServer& server = state.servers.Get(handle);
  auto transport =
      std::make_unique<DuplexTransport>(env.loop(), state.net.pool);
  const int32_t id = state.duplexes.Add(transport.get());
  transport->set_owner(new JsDuplexOwner(state, id));
  server.server.Adopt(std::move(transport));
  return id;
}

void DuplexData(Environment& env, int32_t handle, std::span<uint8_t> bytes) {
  DuplexTransport* duplex = State(env).duplexes.Find(handle);
  if (duplex != nullptr) duplex->Receive(bytes);
}
void DuplexEnd(Environment& env, int32_t handle) {
  DuplexTransport* duplex = State(env).duplexes.Find(handle);
  if (duplex != nullptr) duplex->ReceiveEnd();
}
void DuplexFailed(Environment& env, int32_t handle) {
  DuplexTransport* duplex = State(env).duplexes.Find(handle);
  if (duplex != nullptr) duplex->Fail(Error(ECONNRESET));
}
void DuplexSent(Environment& env, int32_t handle, uint32_t bytes) {
  DuplexTransport* duplex = State(env).duplexes.Find(handle);
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
          "(exchange: number, head: string, chunk: string | Uint8Array, "
          "latin1: boolean, bits: number, trailers: string): true | undefined">,
    RawFn<"writeMany", &WriteMany,
          "(exchange: number, head: string, pieces: any[], bits: number, "
          "trailers: string): true | undefined">,
    Fn<"writeInformation", &WriteInformation, "exchange", "text">,
    Fn<"queued", &Queued, "exchange">,
    Fn<"nextInLine", &NextInLine, "exchange">,
    Fn<"notifyDrain", &NotifyDrain, "exchange">,
    Fn<"resumeBody", &ResumeBody, "exchange">,
    Fn<"pauseBody", &PauseBody, "exchange">,
    Fn<"discardBody", &DiscardBody, "exchange">,
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
