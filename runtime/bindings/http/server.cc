#include "runtime/bindings/http/server.h"

#include "core/net/socket.h"
#include "runtime/bindings/http/connection.h"

namespace rondo::http_binding {

namespace {

// The stream of onUpgrade when the connection is a stream of the program's.
constexpr double kNoStream = -1;

constexpr char kRequestType[] = "HTTPINCOMINGMESSAGE";

double IdOf(const http::Connection& connection) {
  return ToNumber(connection.id());
}

/// A small integer as long as it is one, which V8 need not allocate.
v8::Local<v8::Value> Number(v8::Isolate* isolate, uint64_t number) {
  if (number <= INT32_MAX) [[likely]] {
    return v8::Integer::New(isolate, static_cast<int32_t>(number));
  }
  return v8::Number::New(isolate, ToNumber(number));
}
v8::Local<v8::String> OneByte(v8::Isolate* isolate, std::string_view text) {
  return v8::String::NewFromOneByte(
             isolate, reinterpret_cast<const uint8_t*>(text.data()),
             v8::NewStringType::kNormal, static_cast<int>(text.size()))
      .ToLocalChecked();
}
v8::Local<v8::String> HeadString(v8::Isolate* isolate,
                                 const http::RequestHead& head) {
  return OneByte(isolate, head.raw);
}

}  // namespace

JsServer::JsServer(HttpState& state)
    : Resource(state.env, kKind),
      state_(state),
      env_(state.env),
      server(state.env.loop(), state.net.pool, *this, {}, &state.connections) {
  server.options().serve_behind_end = true;
}

void JsServer::Attach(const Resource& listener) {
  TakeContext(listener);
  listener_ids_ = listener.async_ids();
}

void JsServer::StopServing() {
  if (!std::exchange(stopped_, true)) server.Close();
}

void JsServer::AppendActive(std::vector<std::string>& names) const {
  names.insert(names.end(), server.connection_count(), name());
}

void JsServer::OnTaskTerminated(uint64_t connection, uint64_t index) {
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

void JsServer::OnStream(std::unique_ptr<net::Transport> stream) {
  if (net::Socket* socket = stream->socket()) {
    if (no_delay) static_cast<void>(socket->SetNoDelay(true));
    if (keep_alive) {
      static_cast<void>(socket->SetKeepAlive(true, keep_alive_seconds));
    }
  }
  server.Adopt(std::move(stream));
}

void JsServer::OnConnection(http::Connection& connection) {
  Callbacks::Call<"onConnection">(
      env_, CallerOf(connection), slot(),
      http::ConnectionTable::SlotOf(connection.id()), IdOf(connection));
}

void JsServer::OnRequest(http::Exchange& exchange,
                         const http::RequestHead& head) {
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

void JsServer::OnBody(http::Exchange& exchange, std::span<const uint8_t> data) {
  CallbackScope scope(env_);
  const ReceiveSlab::Piece piece = state_.net.slab.Copy(env_.isolate(), data);
  Callbacks::Call<"onBody">(scope, env_, CallerOf(exchange), SlotOf(exchange),
                            piece.buffer, piece.offset, piece.length);
}

void JsServer::OnRequestEnd(http::Exchange& exchange,
                            std::string_view trailers) {
  CallbackScope scope(env_);
  Callbacks::Call<"onRequestEnd">(scope, env_, CallerOf(exchange),
                                  SlotOf(exchange),
                                  OneByte(env_.isolate(), trailers));
}

void JsServer::OnDrain(http::Exchange& exchange) {
  Callbacks::Call<"onDrain">(env_, CallerOf(exchange), SlotOf(exchange));
}

void JsServer::OnResponseFinished(http::Exchange& exchange) {
  Callbacks::Call<"onFinished">(env_, CallerOf(exchange), SlotOf(exchange));
}

void JsServer::OnAborted(http::Exchange& exchange) {
  Callbacks::Call<"onAborted">(env_, CallerOf(exchange), SlotOf(exchange));
}

void JsServer::OnExchangeEnd(http::Exchange& exchange) {
  env_.async_ids().Destroy(IdsOf(exchange));
  state_.exchanges.Remove(exchange);
}

void JsServer::OnFlushed(http::Connection& connection) {
  Callbacks::Call<"onFlushed">(env_, CallerOf(connection), IdOf(connection));
}

void JsServer::OnClientEnd(http::Connection& connection, bool in_request) {
  if (IsWatched(connection)) {
    Callbacks::Call<"onClientEnd">(env_, CallerOf(connection), IdOf(connection),
                                   in_request);
  }
}

bool JsServer::OnClientError(http::Connection& connection,
                             const http::ClientError& error) {
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

bool JsServer::OnKeepAliveTimeout(http::Connection& connection) {
  CallbackScope scope(env_);
  v8::Local<v8::Value> handled;
  return Callbacks::Call<"onKeepAliveTimeout">(
             scope, env_, CallerOf(connection), slot(), IdOf(connection))
             .ToLocal(&handled) &&
         handled->IsTrue();
}

bool JsServer::WantsUpgrade(http::Connection& connection,
                            const http::RequestHead& head) {
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

void JsServer::OnUpgradeWaits(http::Connection& connection) {
  Callbacks::Call<"onUpgradeWaits">(env_, CallerOf(connection), slot(),
                                    IdOf(connection));
}

void JsServer::OnUpgrade(http::Connection& connection,
                         const http::RequestHead& head,
                         std::unique_ptr<net::Transport> transport,
                         std::span<const uint8_t> rest) {
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

void JsServer::OnConnectionClosed(http::Connection& connection, int error) {
  if (IsWatched(connection)) {
    Callbacks::Call<"onConnectionClosed">(env_, CallerOf(connection),
                                          IdOf(connection), -error);
  }
}

void JsServer::OnServerClosed() {
  Callbacks::Call<"onServerClosed">(*this);
  Destroy();
}

void JsServer::StartClose() {
  StopServing();
  server.CloseAllConnections();
}

Caller JsServer::CallerOf(const http::Connection& connection) const {
  Caller result = caller();
  result.part = connection.id();
  result.ids = listener_ids_;
  return result;
}

Caller JsServer::CallerOf(const http::Exchange& exchange) const {
  Caller result = caller();
  result.part = exchange.connection().id();
  result.sequence = exchange.index();
  result.ids = IdsOf(exchange);
  return result;
}

AsyncIdPair JsServer::IdsOf(const http::Exchange& exchange) const {
  return {.id = state_.exchanges.AsyncIdOf(exchange),
          .trigger = listener_ids_.id};
}

uint32_t JsServer::InfoOf(const http::RequestHead& head) {
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

}  // namespace rondo::http_binding
