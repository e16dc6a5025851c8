// binding('signals'): signals as callbacks of the environment.
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/loop/signals.h"
#include "runtime/bind/module.h"

namespace rondo {

extern const ModuleId kSignalsModule;  // in registry.cc

namespace {

/// onSignal(slot, signum)
using Callbacks = CallbackTable<kSignalsModule, "onSignal">;

/// A signal that JavaScript listens to. It keeps nothing alive.
class JsSignal final : public Resource, private SignalWatcher {
 public:
  static constexpr ResourceKind kKind = {kSignalsModule, "SignalWrap",
                                         "SIGNALWRAP"};
  static constexpr FixedString kHandleName = "Signal";

  explicit JsSignal(Environment& env)
      : Resource(env, kKind),
        SignalWatcher([](SignalWatcher& self, int signal) {
          // A listener may remove itself, and so end this.
          Callbacks::Call<"onSignal">(static_cast<JsSignal&>(self),
                                      static_cast<int32_t>(signal));
        }) {}

  Status Watch(int signum) {
    // Only the environment that owns the process is told of any.
    if (!env().options().owns_process) return {};
    return SignalWatcher::Start(env().loop(), signum);
  }

  void AppendActive(std::vector<std::string>&) const override {}

 private:
  void StartClose() override {
    SignalWatcher::Stop();
    Destroy();
  }
};

ResourceId<JsSignal> Start(Environment& env, int32_t signum) {
  auto signal = std::make_unique<JsSignal>(env);
  const Status status = signal->Watch(signum);
  if (!status.ok()) return status.error();
  return env.resources().Add(std::move(signal));
}

void Stop(Environment&, JsSignal& signal) { signal.Close(); }

}  // namespace

extern constinit const ModuleSpec kSignalsBinding =
    Module<kSignalsModule, Fn<"start", &Start, "signum">,
           Fn<"stop", &Stop, "signal">, Callbacks>::kSpec;

}  // namespace rondo
