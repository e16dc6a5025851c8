// NetState: what binding('net') keeps for an environment, and what binding
// 'http' shares with it: the pool of streams, the listeners, and the way to
// make a stream of JavaScript's out of a transport.
#pragma once

#include <cstdint>
#include <memory>

#include "core/net/socket.h"
#include "core/net/stream_pool.h"
#include "runtime/bind/convert.h"
#include "runtime/env/environment.h"
#include "runtime/env/receive_slab.h"

namespace rondo {

extern const ModuleId kNetModule;  // in registry.cc

class JsStream;

/// Takes the connections of a listener instead of JavaScript.
class StreamSink {
 public:
  virtual void OnStream(std::unique_ptr<net::Transport> stream) = 0;

 protected:
  ~StreamSink() = default;
};

class NetState final : public ModuleState {
 public:
  static constexpr const ModuleId& kModule = kNetModule;

  explicit NetState(Environment& env);
  ~NetState() override;

  /// Makes a stream of JavaScript's; its id. Inside a task.
  double AddStream(std::unique_ptr<net::Transport> connected);
  /// The same, for `listener`, or null.
  JsStream& AddStream(std::unique_ptr<net::Transport> connected,
                      const Resource* listener);
  /// From now on the listener's connections go to `sink`. Null: it has gone.
  const Resource* AttachListener(double listener, StreamSink* sink);

  Environment& env;
  net::StreamPool pool;
  ReceiveSlab slab;
};

/// What JavaScript can set of a stream.
enum class StreamOption : int32_t {
  kNoDelay = 0,
  kKeepAlive = 1,      // value: seconds before the first probe
  kTypeOfService = 2,  // value: the byte
};
/// 0, or a negative errno.
int32_t SetStreamOption(net::Socket& stream, StreamOption option, bool on,
                        uint32_t value);

/// When bytes moved on it last, in ms of binding timers.now.
double ActiveAtMs(Environment& env, net::Socket& stream);

/// What JavaScript gets of an address; a string is a Unix-domain socket's path.
using SocketAddressValue = Typed<
    "[address: string, family: string, port: number] | string | undefined">;
SocketAddressValue SocketAddressToJs(v8::Isolate* isolate, int fd, bool peer);

/// Bytes that were received, or given to the stream to be sent.
inline double BytesOf(const net::Socket& stream, bool sent) {
  return static_cast<double>(sent ? stream.bytes_sent() + stream.queued_bytes()
                                  : stream.bytes_received());
}

}  // namespace rondo
