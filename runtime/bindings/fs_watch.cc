// binding('fs_watch'): changes of files, for lib/internal/fs/watch.js.
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "core/fs/change_watcher.h"
#include "runtime/bind/module.h"
#include "runtime/env/v8_compat.h"

namespace rondo {

extern const ModuleId kFsWatchModule;  // in registry.cc

namespace {

/// onChange(slot, renamed, name): `name` has a character for each byte.
using Callbacks = CallbackTable<kFsWatchModule, "onChange">;

class JsWatch;

class FsWatchState final : public ModuleState {
 public:
  static constexpr const ModuleId& kModule = kFsWatchModule;
  explicit FsWatchState(Environment& env)
      : watcher(env.loop(), &Report, this) {}

  bool closed() const override { return watcher.idle(); }

  fs::ChangeWatcher watcher;
  /// By the watcher's numbers.
  std::map<int32_t, JsWatch*> watches;

 private:
  static void Report(void* context, int32_t watch, bool renamed,
                     std::string_view name);
};

/// A watch of JavaScript's.
class JsWatch final : public Resource {
 public:
  static constexpr ResourceKind kKind = {kFsWatchModule, "FSEventWrap",
                                         "FSEVENTWRAP"};
  static constexpr FixedString kHandleName = "Watch";

  JsWatch(Environment& env, FsWatchState& state, int32_t watch)
      : Resource(env, kKind), state_(state), watch_(watch) {
    state.watches.emplace(watch, this);
  }
  ~JsWatch() override { state_.watches.erase(watch_); }

  void Report(bool renamed, std::string_view name) {
    CallbackScope scope(env());
    const v8::Local<v8::String> text =
        v8::String::NewFromOneByte(
            env().isolate(), reinterpret_cast<const uint8_t*>(name.data()),
            v8::NewStringType::kNormal, static_cast<int>(name.size()))
            .ToLocalChecked();
    Callbacks::Call<"onChange">(scope, *this, renamed, text);
  }

 private:
  void StartClose() override {
    state_.watcher.Remove(watch_);
    Destroy();
  }
  void OnSetRef(bool on) override { state_.watcher.SetRef(watch_, on); }

  FsWatchState& state_;
  const int32_t watch_;
};

void FsWatchState::Report(void* context, int32_t watch, bool renamed,
                          std::string_view name) {
  auto& watches = static_cast<FsWatchState*>(context)->watches;
  const auto found = watches.find(watch);
  if (found != watches.end()) found->second->Report(renamed, name);
}

ResourceId<JsWatch> Add(Environment& env, const Utf8& path) {
  FsWatchState& state = env.state<FsWatchState>();
  const Result<int32_t> watch = state.watcher.Add(path.c_str());
  if (!watch.ok()) return watch.error();
  return env.resources().Add(std::make_unique<JsWatch>(env, state, *watch));
}

void Remove(Environment&, JsWatch& watch) { watch.Close(); }

void SetRef(Environment&, JsWatch& watch, bool on) { watch.SetRef(on); }

}  // namespace

extern constinit const ModuleSpec kFsWatchBinding =
    Module<kFsWatchModule, Callbacks, Fn<"add", &Add, "path">,
           Fn<"remove", &Remove, "watch">,
           Fn<"setRef", &SetRef, "watch", "on">>::kSpec;

}  // namespace rondo
