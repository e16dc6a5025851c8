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
#include <cstdint>
#include <memory>

#include "core/http/server/server.h"
#include "runtime/bind/module.h"
#include "runtime/bindings/held_bytes.h"
#include "runtime/bindings/http/connection.h"
#include "runtime/bindings/http/duplex.h"
#include "runtime/bindings/http/exchange.h"
#include "runtime/bindings/http/response.h"
#include "runtime/bindings/http/server.h"
#include "runtime/bindings/http/state.h"

namespace rondo {
namespace http_binding {
namespace {

// Flags of configure.
constexpr uint32_t kRequireHost = 1;
constexpr uint32_t kInsecureParser = 2;
constexpr uint32_t kNoDelay = 4;
constexpr uint32_t kKeepAlive = 8;
constexpr uint32_t kAllowHalfOpen = 16;

ResourceId<JsServer> CreateServer(Environment& env) {
  return env.resources().Add(
      std::make_unique<JsServer>(env.state<HttpState>()));
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
  const Resource* found =
      env.state<HttpState>().net.AttachListener(listener, &server);
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

}  // namespace

using Table = Module<
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
    Callbacks>;

}  // namespace http_binding

extern constinit const ModuleSpec kHttpBinding = http_binding::Table::kSpec;

}  // namespace rondo
