// net.Socket over a transport that has no socket below it.
#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "runtime/bindings/http/duplex_transport.h"
#include "runtime/bindings/net_state.h"
#include "runtime/env/environment_test_support.h"

namespace rondo {
namespace {

struct Peer final : DuplexTransport::Owner {
  void OnWrite(std::vector<uint8_t> bytes) override {
    written.append(bytes.begin(), bytes.end());
  }
  void OnReading(bool on) override { reading = on; }
  void OnShutdown() override { ended = true; }
  void OnClose(bool) override { closed = true; }
  void OnHandOver() override {}

  std::string written;
  bool reading = false;
  bool ended = false;
  bool closed = false;
};

class SocketlessTest : public EnvironmentTest {
 protected:
  SocketlessTest() {
    v8::HandleScope handles(isolate());
    CallbackScope task(env());
    NetState& net = env().state<NetState>();
    auto made = std::make_unique<DuplexTransport>(env().loop(), net.pool);
    made->set_owner(&peer_);
    transport_ = made.get();
    const double id = net.AddStream(std::move(made));
    RunScript(
        "net = process.getBuiltinModule('net');"
        "probe = net.connect('/nothing').on('error', () => {});"
        "Handle = probe._handle.constructor;"
        "probe.destroy();"
        "socket = new net.Socket({ handle: new Handle(" +
        std::to_string(id) + ") });");
  }

  void Receive(const std::string& text) {
    transport_->Receive(
        {reinterpret_cast<const uint8_t*>(text.data()), text.size()});
  }

  Peer peer_;
  DuplexTransport* transport_;
};

TEST_F(SocketlessTest, MovesBytes) {
  RunScript(
      "text = ''; events = '';"
      "socket.on('data', (data) => { text += data; });"
      "for (const name of ['end', 'finish', 'close', 'error']) {"
      "  socket.on(name, () => { events += `${name} `; }); }"
      "socket.write('out', () => { events += 'written '; });");
  EXPECT_TRUE(TurnUntil("events === 'written '"));
  Receive("in");
  EXPECT_TRUE(TurnUntil("text === 'in'"));
  EXPECT_EQ(peer_.written, "out");
  EXPECT_TRUE(peer_.reading);
  transport_->Sent(3);
  RunScript("socket.end('put');");
  for (int i = 0; i < 10 && peer_.written != "output"; ++i) {
    EXPECT_TRUE(TurnUntil("true"));
    env().loop().Run(Loop::Mode::kNoWait);
  }
  EXPECT_EQ(peer_.written, "output");
  transport_->Sent(3);
  EXPECT_TRUE(TurnUntil("events === 'written finish '"));
  EXPECT_TRUE(peer_.ended);
  transport_->ReceiveEnd();
  EXPECT_TRUE(TurnUntil("events === 'written finish end close '"));
  EXPECT_TRUE(peer_.closed);
}

TEST_F(SocketlessTest, HasNoAddressesNorOptions) {
  for (const char* name : {"remoteAddress", "remotePort", "remoteFamily",
                           "localAddress", "localPort", "localFamily"}) {
    ExpectEval(std::string("socket.") + name, "undefined", "undefined");
  }
  ExpectEval("JSON.stringify(socket.address())", "string", "{}");
  ExpectEval("socket.bytesRead + socket.bytesWritten", "number", "0");
  ExpectEval(
      "socket === socket.setNoDelay(true).setKeepAlive(true, 1000)"
      "  .setTypeOfService(4).unref().ref().setTimeout(1000).setTimeout(0)",
      "boolean", "true");
  ExpectEval("socket.getTypeOfService()", "number", "4");
  RunScript("closed = false; socket.on('close', () => { closed = true; });");
  RunScript("socket.resetAndDestroy();");
  EXPECT_TRUE(TurnUntil("closed"));
  EXPECT_TRUE(peer_.closed);
}

}  // namespace
}  // namespace rondo
