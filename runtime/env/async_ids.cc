#include "runtime/env/async_ids.h"

#include <iterator>
#include <tuple>
#include <utility>

#include "core/base/check.h"
#include "runtime/bind/convert.h"
#include "runtime/env/environment.h"

namespace rondo {

AsyncIdPair AsyncIds::New(std::string_view type,
                          v8::Local<v8::Value> resource) {
  if (state_[kReservedId] != 0) [[unlikely]] {
    return {.id = std::exchange(state_[kReservedId], 0),
            .trigger = state_[kReservedTrigger]};
  }
  const double chosen = state_[kDefaultTrigger];
  return New(type, resource, chosen != 0 ? chosen : state_[kExecutionId]);
}

AsyncIdPair AsyncIds::New(std::string_view type, v8::Local<v8::Value> resource,
                          double trigger) {
  const AsyncIdPair ids{.id = ++state_[kLastId], .trigger = trigger};
  if (!hooks_enabled() || env_.exiting()) [[likely]] {
    return ids;
  }
  v8::Isolate* isolate = env_.isolate();
  v8::Local<v8::Context> context = env_.context();
  v8::Context::Scope entered(context);
  v8::Local<v8::Value> argv[] = {
      v8::Number::New(isolate, ids.id), ToJs(isolate, type),
      v8::Number::New(isolate, trigger),
      resource.IsEmpty() ? v8::Undefined(isolate).As<v8::Value>() : resource};
  // What a hook throws has ended the environment: there is nobody to tell.
  std::ignore =
      env_.slot(kTaskModule, kEmitInit)
          .As<v8::Function>()
          ->Call(context, v8::Undefined(isolate), std::size(argv), argv);
  return ids;
}

void AsyncIds::Destroy(const AsyncIdPair& ids) {
  if (ids.id == 0 || !hooks_enabled()) [[likely]] {
    return;
  }
  Tell(kEmitDestroy, ids.id);
}

void AsyncIds::Bind() {
  v8::HandleScope scope(env_.isolate());
  v8::Local<v8::Value> state = env_.slot(kTaskModule, kAsyncState);
  if (state.IsEmpty()) return;
  CHECK(state->IsFloat64Array());
  v8::Local<v8::Float64Array> array = state.As<v8::Float64Array>();
  CHECK_EQ(array->Length(), static_cast<size_t>(kFieldCount));
  // Buffer() moves it off V8's heap, where it stays.
  state_ = reinterpret_cast<double*>(
      static_cast<char*>(array->Buffer()->Data()) + array->ByteOffset());
}

void AsyncIds::Tell(int slot, double id) {
  if (env_.exiting()) return;
  v8::Isolate* isolate = env_.isolate();
  v8::HandleScope handles(isolate);
  v8::Local<v8::Context> context = env_.context();
  v8::Context::Scope entered(context);
  v8::Local<v8::Value> argv[] = {v8::Number::New(isolate, id)};
  std::ignore =
      env_.slot(kTaskModule, slot)
          .As<v8::Function>()
          ->Call(context, v8::Undefined(isolate), std::size(argv), argv);
}

AsyncIdScope::AsyncIdScope(Environment& env, const AsyncIdPair& ids)
    : env_(env), ids_(ids), outer_(env.async_ids().current()) {
  AsyncIds& async = env.async_ids();
  async.Set(ids);
  if (ids.id != 0 && async.hooks_enabled()) [[unlikely]] {
    async.Tell(kEmitBefore, ids.id);
  }
}

AsyncIdScope::~AsyncIdScope() {
  AsyncIds& async = env_.async_ids();
  if (ids_.id != 0 && async.hooks_enabled()) [[unlikely]] {
    async.Tell(kEmitAfter, ids_.id);
  }
  async.Set(outer_);
}

}  // namespace rondo
