// binding('timers'): the one armed expiry and the check phase of the loop, for
// lib/internal/timers/timers.js, which keeps the timers themselves.
#include "core/loop/loop.h"
#include "runtime/bind/module.h"

namespace rondo {

extern const ModuleId kTimersModule;  // in registry.cc

namespace {

using Callbacks =
    CallbackTable<kTimersModule, "processTimers", "processImmediates">;

constexpr uint64_t kNsPerMs = 1'000'000;

/// Times are milliseconds since the environment was made.
class TimersState final : public ModuleState, private Timer, private CheckHook {
 public:
  static constexpr const ModuleId& kModule = kTimersModule;

  explicit TimersState(Environment& env)
      : Timer([](Timer& timer) { static_cast<TimersState&>(timer).OnTimer(); }),
        env_(env) {
    env.loop().SetRef(static_cast<Timer&>(*this), false);
    CheckHook::ref = false;
  }
  ~TimersState() override { Close(); }

  void Close() override {
    env_.loop().Stop(static_cast<Timer&>(*this));
    SetImmediateState(0);
  }

  double Now() {
    env_.loop().UpdateNow();
    return static_cast<double>(NowMs());
  }

  double StartTime() {
    env_.loop().UpdateNow();
    return static_cast<double>(
        (env_.loop().Now() - env_.start_ns() + kNsPerMs - 1) / kNsPerMs);
  }

  void Arm(double ms) { ArmAt(static_cast<uint64_t>(ms)); }

  void SetRef(bool on) { env_.loop().SetRef(static_cast<Timer&>(*this), on); }

  void SetImmediateState(int state) {
    CheckHook& hook = *this;
    if (state == 0) {
      hook.pressing = hook.ref = false;
      env_.loop().Remove(hook);
      return;
    }
    if (!hook.linked()) env_.loop().Add(hook);
    hook.pressing = hook.ref = state == 2;
  }

 private:
  uint64_t NowMs() const {
    return (env_.loop().Now() - env_.start_ns()) / kNsPerMs;
  }
  void ArmAt(uint64_t ms) {
    env_.loop().Start(static_cast<Timer&>(*this),
                      env_.start_ns() + ms * kNsPerMs);
  }

  void OnTimer() {
    CallbackScope scope(env_);
    v8::Local<v8::Value> result;
    // An error that was handled must not hold up the other timers, nor must one
    // that was cut off.
    while (!env_.exiting()) {
      env_.loop().UpdateNow();
      if (Callbacks::Call<"processTimers">(scope, env_,
                                           static_cast<double>(NowMs()))
              .ToLocal(&result)) {
        const double next = result.As<v8::Number>()->Value();
        if (next > 0) ArmAt(static_cast<uint64_t>(next));
        return;
      }
    }
  }

  void OnCheck() override {
    CallbackScope scope(env_);
    while (!env_.exiting()) {
      if (!Callbacks::Call<"processImmediates">(scope, env_).IsEmpty()) return;
    }
  }

  Environment& env_;
};

double Now(Environment& env) { return env.state<TimersState>().Now(); }
double StartTime(Environment& env) {
  return env.state<TimersState>().StartTime();
}
void Arm(Environment& env, double time) { env.state<TimersState>().Arm(time); }
void SetRef(Environment& env, bool on) { env.state<TimersState>().SetRef(on); }
void SetImmediateState(Environment& env, int32_t state) {
  env.state<TimersState>().SetImmediateState(state);
}

}  // namespace

extern constinit const ModuleSpec kTimersBinding =
    Module<kTimersModule, Fn<"now", &Now>, Fn<"startTime", &StartTime>,
           Fn<"arm", &Arm, "time">, Fn<"setRef", &SetRef, "on">,
           Fn<"setImmediateState", &SetImmediateState, "state">,
           Callbacks>::kSpec;

}  // namespace rondo
