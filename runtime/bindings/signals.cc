// binding('signals'): signals as callbacks of the environment.
#include <cstdint>
#include <map>

#include "core/loop/signals.h"
#include "runtime/bind/module.h"

namespace rondo {
namespace {

using Callbacks = CallbackTable<ModuleId::kSignals, "onSignal">;

/// Only the environment that owns the process watches any.
class SignalsState final : public ModuleState {
 public:
  static constexpr ModuleId kModule = ModuleId::kSignals;

  explicit SignalsState(Environment& env) : env_(env) {}

  void Close() override { watchers_.clear(); }

  int32_t Watch(int signum) {
    if (!env_.options().owns_process) return 0;
    const auto [found, made] = watchers_.try_emplace(signum, env_);
    if (!made) return 0;
    const Status status = found->second.Start(env_.loop(), signum);
    if (status.ok()) return 0;
    watchers_.erase(found);
    return -status.error().code();
  }

  void Unwatch(int signum) { watchers_.erase(signum); }

 private:
  struct Watcher : SignalWatcher {
    explicit Watcher(Environment& env)
        : SignalWatcher([](SignalWatcher& watcher, int signal) {
            Environment& env = static_cast<Watcher&>(watcher).env;
            if (env.exiting()) return;
            // A listener may remove itself, and so end the watcher.
            Callbacks::Call<"onSignal">(env, static_cast<int32_t>(signal));
          }),
          env(env) {}
    Environment& env;
  };

  Environment& env_;
  std::map<int, Watcher> watchers_;
};

int32_t Start(Environment& env, int32_t signum) {
  return env.state<SignalsState>().Watch(signum);
}

void Stop(Environment& env, int32_t signum) {
  env.state<SignalsState>().Unwatch(signum);
}

}  // namespace

constinit const ModuleSpec kSignalsBinding =
    Module<ModuleId::kSignals, Fn<"start", &Start, "signum">,
           Fn<"stop", &Stop, "signum">, Callbacks>::kSpec;

}  // namespace rondo
