#include "runtime/bindings/http/duplex.h"

#include <cerrno>

namespace rondo::http_binding {

void JsDuplex::OnWrite(std::vector<uint8_t> bytes) {
  CallbackScope scope(env());
  const ReceiveSlab::Piece piece = state_.net.slab.Copy(env().isolate(), bytes);
  Callbacks::Call<"onDuplexWrite">(scope, *this, piece.buffer, piece.offset,
                                   piece.length);
}

void JsDuplex::OnReading(bool on) {
  Callbacks::Call<"onDuplexReading">(*this, on);
}

void JsDuplex::OnShutdown() { Callbacks::Call<"onDuplexEnd">(*this); }

void JsDuplex::OnClose(bool in_order) {
  Callbacks::Call<"onDuplexClose">(*this, in_order);
  Destroy();
}

void JsDuplex::OnHandOver() {
  Callbacks::Call<"onDuplexHandOver">(*this);
  Destroy();
}

ResourceId<JsDuplex> ServeDuplex(Environment& env, JsServer& server) {
  HttpState& state = env.state<HttpState>();
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

}  // namespace rondo::http_binding
