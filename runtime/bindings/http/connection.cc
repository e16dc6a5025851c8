#include "runtime/bindings/http/connection.h"

#include <cerrno>

#include "core/net/socket.h"
#include "runtime/bindings/http/state.h"

namespace rondo::http_binding {

namespace {

net::Socket* SocketOf(Environment& env, double id) {
  http::Connection* connection = FindConnection(env, id);
  if (connection == nullptr || connection->transport() == nullptr) {
    return nullptr;
  }
  return connection->transport()->socket();
}

}  // namespace

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

}  // namespace rondo::http_binding
