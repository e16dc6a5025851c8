// binding('async'): what node:async_hooks needs of V8: news of promises, and of
// objects that were collected.
#include <algorithm>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <utility>
#include <vector>

#include "runtime/bind/module.h"
#include "runtime/env/resource.h"
#include "runtime/env/v8_compat.h"

namespace rondo {

extern const ModuleId kAsyncModule;  // in registry.cc

namespace {

using Callbacks = CallbackTable<kAsyncModule, "onCollected">;

/// Objects whose end is told of.
class AsyncState final : public ModuleState, private CheckHook {
 public:
  static constexpr const ModuleId& kModule = kAsyncModule;

  explicit AsyncState(Environment& env) : env_(env) {
    // What was collected neither wakes the loop nor holds it.
    CheckHook::pressing = CheckHook::ref = false;
  }
  ~AsyncState() override { Close(); }

  void Close() override {
    watches_.clear();
    collected_.clear();
    env_.loop().Remove(*this);
  }

  void Watch(v8::Local<v8::Object> object, double id) {
    std::unique_ptr<Watched>& watch = watches_[id];
    watch = std::make_unique<Watched>(*this, id);
    watch->object.Reset(env_.isolate(), object);
    watch->object.SetWeak(watch.get(), &AsyncState::OnCollected,
                          v8::WeakCallbackType::kParameter);
  }
  void Unwatch(double id) { watches_.erase(id); }

  /// The ids of those that were collected since; empty: none.
  v8::Local<v8::Value> TakeCollected() {
    env_.loop().Remove(*this);
    v8::Isolate* isolate = env_.isolate();
    if (collected_.empty()) return v8::Undefined(isolate);
    const std::vector<double> ids = std::exchange(collected_, {});
    v8::Local<v8::ArrayBuffer> buffer =
        v8::ArrayBuffer::New(isolate, ids.size() * sizeof(double));
    std::copy(ids.begin(), ids.end(), static_cast<double*>(buffer->Data()));
    return v8::Float64Array::New(buffer, 0, ids.size());
  }

 private:
  struct Watched {
    Watched(AsyncState& s, double i) : state(s), id(i) {}
    AsyncState& state;
    double id;
    v8::Global<v8::Object> object;
  };

  /// The collector calls: no JavaScript may run, and nothing of V8 be made.
  static void OnCollected(const v8::WeakCallbackInfo<Watched>& info) {
    Watched& watch = *info.GetParameter();
    AsyncState& state = watch.state;
    watch.object.Reset();
    state.collected_.push_back(watch.id);
    state.watches_.erase(state.collected_.back());
    state.TellSoon();
  }

  /// In the check phase; or, if very many wait, among the promise jobs: a
  /// program that awaits and awaits lets the loop wait for long.
  void TellSoon() {
    constexpr size_t kVeryMany = 16'384;
    if (!CheckHook::linked()) env_.loop().Add(*this);
    if (collected_.size() != kVeryMany) return;
    env_.isolate()->RequestInterrupt(
        [](v8::Isolate* isolate, void*) {
          isolate->EnqueueMicrotask(
              [](void* data) { static_cast<AsyncState*>(data)->Tell(); },
              &Environment::From(isolate).state<AsyncState>());
        },
        nullptr);
  }

  void OnCheck() override { Tell(); }

  void Tell() {
    if (collected_.empty() || env_.exiting()) return;
    Callbacks::Call<"onCollected">(env_);
  }

  Environment& env_;
  std::unordered_map<double, std::unique_ptr<Watched>> watches_;
  std::vector<double> collected_;
};

/// Each is a function, or undefined.
void SetPromiseHooks(const v8::FunctionCallbackInfo<v8::Value>& info) {
  const auto hook = [&info](int index) {
    return info[index]->IsFunction() ? info[index].As<v8::Function>()
                                     : v8::Local<v8::Function>();
  };
  info.GetIsolate()->GetCurrentContext()->SetPromiseHooks(hook(0), hook(1),
                                                          hook(2), hook(3));
}

void Watch(Environment& env, v8::Local<v8::Object> object, double id) {
  env.state<AsyncState>().Watch(object, id);
}

void Unwatch(Environment& env, double id) {
  env.state<AsyncState>().Unwatch(id);
}

void TakeCollected(const v8::FunctionCallbackInfo<v8::Value>& info) {
  Environment& env = Environment::From(info.GetIsolate());
  info.GetReturnValue().Set(env.state<AsyncState>().TakeCollected());
}

/// Of what JavaScript holds by this number; 0: nothing has it.
double AsyncIdOf(Environment& env, double id) {
  const Resource* resource = env.resources().Find(static_cast<uint64_t>(id));
  return resource == nullptr ? 0 : resource->async_ids().id;
}

}  // namespace

extern constinit const ModuleSpec kAsyncBinding =
    Module<kAsyncModule,
           RawFn<"setPromiseHooks", &SetPromiseHooks,
                 "(init: Function|undefined, before: Function|undefined, "
                 "after: Function|undefined, settled: Function|undefined): "
                 "void">,
           Fn<"watch", &Watch, "object", "id">, Fn<"unwatch", &Unwatch, "id">,
           RawFn<"takeCollected", &TakeCollected, "(): Float64Array|undefined">,
           Fn<"asyncIdOf", &AsyncIdOf, "resource">,
           Const<"kThenablesKeepContext", kThenablesKeepContext>,
           Callbacks>::kSpec;

}  // namespace rondo
