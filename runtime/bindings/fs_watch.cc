// binding('fs_watch'): changes of files, for lib/internal/fs/watch.js.
#include <string>
#include <string_view>

#include "core/fs/change_watcher.h"
#include "runtime/bind/module.h"
#include "runtime/env/v8_compat.h"

namespace rondo {
namespace {

/// onChange(watch, renamed, name): `name` has a character for each byte.
using Callbacks = CallbackTable<ModuleId::kFsWatch, "onChange">;

class FsWatchState final : public ModuleState {
 public:
  static constexpr ModuleId kModule = ModuleId::kFsWatch;
  explicit FsWatchState(Environment& env)
      : env_(env), watcher(env.loop(), &Report, this) {}

  void Close() override { watcher.Clear(); }
  bool closed() const override { return watcher.idle(); }
  void AppendActive(std::vector<std::string>& names) override {
    names.insert(names.end(), watcher.refs(), "FSEventWrap");
  }

 private:
  static void Report(void* context, int32_t watch, bool renamed,
                     std::string_view name) {
    Environment& env = static_cast<FsWatchState*>(context)->env_;
    if (env.exiting()) return;
    CallbackScope scope(env);
    const v8::Local<v8::String> text =
        v8::String::NewFromOneByte(
            env.isolate(), reinterpret_cast<const uint8_t*>(name.data()),
            v8::NewStringType::kNormal, static_cast<int>(name.size()))
            .ToLocalChecked();
    Callbacks::Call<"onChange">(scope, env, watch, renamed, text);
  }

  Environment& env_;

 public:
  fs::ChangeWatcher watcher;
};

/// The watch, or a negative errno.
int32_t Add(Environment& env, const Utf8& path) {
  const Result<int32_t> watch =
      env.state<FsWatchState>().watcher.Add(path.c_str());
  return watch.ok() ? *watch : -watch.error().code();
}

void Remove(Environment& env, int32_t watch) {
  env.state<FsWatchState>().watcher.Remove(watch);
}

void SetRef(Environment& env, int32_t watch, bool on) {
  env.state<FsWatchState>().watcher.SetRef(watch, on);
}

}  // namespace

constinit const ModuleSpec kFsWatchBinding =
    Module<ModuleId::kFsWatch, Callbacks, Fn<"add", &Add, "path">,
           Fn<"remove", &Remove, "watch">,
           Fn<"setRef", &SetRef, "watch", "on">>::kSpec;

}  // namespace rondo
