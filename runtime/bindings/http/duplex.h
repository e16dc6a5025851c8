// binding('http'): streams of JavaScript's as connections of a server
// (`server.emit('connection', duplex)`).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "runtime/bindings/http/duplex_transport.h"
#include "runtime/bindings/http/server.h"
#include "runtime/bindings/http/state.h"

namespace rondo::http_binding {

/// The JavaScript side of a DuplexTransport; it ends with its connection.
class JsDuplex final : public Resource, public DuplexTransport::Owner {
 public:
  static constexpr ResourceKind kKind = {kHttpModule, "JSStream", "JSSTREAM"};
  static constexpr FixedString kHandleName = "Duplex";

  JsDuplex(HttpState& state, DuplexTransport& transport)
      : Resource(state.env, kKind), transport(transport), state_(state) {}

  DuplexTransport& transport;

  // The connection is counted by its server.
  void AppendActive(std::vector<std::string>&) const override {}

  // DuplexTransport::Owner.
  void OnWrite(std::vector<uint8_t> bytes) override;
  void OnReading(bool on) override;
  void OnShutdown() override;
  void OnClose(bool in_order) override;
  void OnHandOver() override;

 private:
  void StartClose() override {}

  HttpState& state_;
};

ResourceId<JsDuplex> ServeDuplex(Environment& env, JsServer& server);
void DuplexData(Environment&, JsDuplex& duplex, std::span<uint8_t> bytes);
void DuplexEnd(Environment&, JsDuplex& duplex);
void DuplexFailed(Environment&, JsDuplex& duplex);
void DuplexSent(Environment&, JsDuplex& duplex, uint32_t bytes);

}  // namespace rondo::http_binding
