// binding('util'): what of a value only the engine can see, for
// lib/internal/util/.
#include "runtime/bind/module.h"
#include "runtime/env/v8_compat.h"

namespace rondo {

extern const ModuleId kUtilModule;  // in registry.cc

namespace {

v8::Local<v8::Array> Pair(v8::Isolate* isolate, v8::Local<v8::Value> first,
                          v8::Local<v8::Value> second) {
  v8::Local<v8::Value> values[] = {first, second};
  return v8::Array::New(isolate, values, 2);
}

Typed<"[state: number, result: unknown]", v8::Array> GetPromiseDetails(
    Environment& env, v8::Local<v8::Promise> promise) {
  v8::Isolate* isolate = env.isolate();
  // The states count as V8's enumeration does: pending, fulfilled, rejected.
  const v8::Promise::PromiseState state = promise->State();
  v8::Local<v8::Value> result = v8::Undefined(isolate);
  if (state != v8::Promise::kPending) result = promise->Result();
  return Pair(isolate, v8::Integer::New(isolate, static_cast<int>(state)),
              result);
}

Typed<"[target: object, handler: object] | undefined"> GetProxyDetails(
    Environment& env, v8::Local<v8::Value> value) {
  if (!value->IsProxy()) return v8::Undefined(env.isolate());
  v8::Local<v8::Proxy> proxy = value.As<v8::Proxy>();
  return Pair(env.isolate(), proxy->GetTarget(), proxy->GetHandler());
}

Typed<"[entries: unknown[], keyed: boolean] | undefined"> PreviewEntries(
    Environment& env, v8::Local<v8::Value> value) {
  v8::Isolate* isolate = env.isolate();
  bool keyed;
  v8::Local<v8::Array> entries;
  if (!value->IsObject() ||
      !value.As<v8::Object>()->PreviewEntries(&keyed).ToLocal(&entries)) {
    return v8::Undefined(isolate);
  }
  return Pair(isolate, entries, v8::Boolean::New(isolate, keyed));
}

MaybeTyped<"(string | symbol)[]", v8::Array> GetOwnNonIndexProperties(
    Environment& env, v8::Local<v8::Object> object, int32_t filter) {
  return object->GetPropertyNames(
      env.context(), v8::KeyCollectionMode::kOwnOnly,
      static_cast<v8::PropertyFilter>(filter), v8::IndexFilter::kSkipIndices);
}

v8::Local<v8::String> GetConstructorName(Environment&,
                                         v8::Local<v8::Object> object) {
  return object->GetConstructorName();
}

v8::Local<v8::BigInt> GetExternalValue(Environment& env,
                                       v8::Local<v8::Value> external) {
  return v8::BigInt::NewFromUnsigned(
      env.isolate(),
      reinterpret_cast<uint64_t>(external.As<v8::External>()->Value()));
}

/// The frames above the caller: [function, script, line, column, …], at most
/// `count` of them.
Typed<"(string | number)[]", v8::Array> GetCallSites(Environment& env,
                                                     int32_t count) {
  v8::Isolate* isolate = env.isolate();
  constexpr int kSkipped = 1;  // lib's own function that asks
  v8::Local<v8::StackTrace> trace =
      v8::StackTrace::CurrentStackTrace(isolate, count + kSkipped);
  std::vector<v8::Local<v8::Value>> values;
  for (int i = kSkipped; i < trace->GetFrameCount(); ++i) {
    v8::Local<v8::StackFrame> frame =
        trace->GetFrame(isolate, static_cast<uint32_t>(i));
    const auto text = [isolate](v8::Local<v8::String> string) {
      return string.IsEmpty() ? v8::String::Empty(isolate) : string;
    };
    values.push_back(text(frame->GetFunctionName()));
    values.push_back(text(frame->GetScriptNameOrSourceURL()));
    values.push_back(v8::Integer::New(isolate, frame->GetLineNumber()));
    values.push_back(v8::Integer::New(isolate, frame->GetColumn()));
    values.push_back(v8::Integer::New(isolate, frame->GetScriptId()));
  }
  return v8::Array::New(isolate, values.data(), values.size());
}

v8::Local<v8::Symbol> GetDisposeSymbol(Environment& env, bool async) {
  return DisposeSymbol(env.isolate(), async);
}

}  // namespace

extern constinit const ModuleSpec kUtilBinding =
    Module<kUtilModule, Fn<"getPromiseDetails", &GetPromiseDetails, "promise">,
           Fn<"getProxyDetails", &GetProxyDetails, "value">,
           Fn<"previewEntries", &PreviewEntries, "value">,
           Fn<"getOwnNonIndexProperties", &GetOwnNonIndexProperties, "object",
              "filter">,
           Const<"kPending", v8::Promise::kPending>,
           Const<"kRejected", v8::Promise::kRejected>,
           Const<"kAllProperties", v8::ALL_PROPERTIES>,
           Const<"kOnlyEnumerable", v8::ONLY_ENUMERABLE>,
           Const<"kSkipSymbols", v8::SKIP_SYMBOLS>,
           Fn<"getConstructorName", &GetConstructorName, "object">,
           Fn<"getExternalValue", &GetExternalValue, "external">,
           Fn<"getCallSites", &GetCallSites, "count">,
           Fn<"getDisposeSymbol", &GetDisposeSymbol, "async">>::kSpec;

}  // namespace rondo
