// binding('http'): what JavaScript does to a connection, which it names by its
// id. Nothing happens to one that is gone.
#pragma once

#include <cstdint>
#include <span>

#include "core/http/server/connection.h"
#include "runtime/bindings/net_state.h"
#include "runtime/env/environment.h"

namespace rondo::http_binding {

/// What a connection keeps in its `user`: not null when JavaScript wants to
/// know of its end.
inline void SetWatched(http::Connection& connection) {
  connection.user = &connection;
}
inline bool IsWatched(const http::Connection& connection) {
  return connection.user != nullptr;
}

/// From now on onConnectionClosed is called. False: it is gone already.
bool WatchConnection(Environment& env, double id);
double RequestCount(Environment& env, double id);
double ConnectionWrite(Environment& env, double id, std::span<uint8_t> bytes);
double ConnectionQueued(Environment& env, double id);
/// True: onFlushed follows; false: there is nothing to wait for.
bool NotifyFlushed(Environment& env, double id);
void ConnectionEnd(Environment& env, double id);
/// False: it is gone already.
bool ConnectionDestroy(Environment& env, double id, bool reset);
SocketAddressValue ConnectionAddress(Environment& env, double id, bool peer);
double ConnectionBytes(Environment& env, double id, bool sent);
double ConnectionActiveAt(Environment& env, double id);
int32_t ConnectionOption(Environment& env, double id, int32_t option, bool on,
                         uint32_t value);
/// -1: the connection has none.
int32_t ConnectionTypeOfService(Environment& env, double id);
void ConnectionRef(Environment& env, double id, bool on);

}  // namespace rondo::http_binding
