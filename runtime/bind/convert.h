// Conversions between JavaScript values and the types that bindings are written
// with. lib/ has validated what it passes; a value of another type, which only
// a program that calls what is inside of lib/ brings, is a TypeError that names
// the function and the argument, and the function is not called.
//
// From JavaScript: bool, int32_t, uint32_t, int64_t, double, std::string,
// const Utf8&, std::span<uint8_t>, v8::Local<…>, std::optional<T> (undefined
// and null are nullopt). To JavaScript: void, bool, int32_t, uint32_t, int64_t
// (as a number), double, std::string, std::string_view, v8::Local<…>,
// v8::MaybeLocal<…> (empty: an exception is pending).
#pragma once

#include <v8.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include "runtime/bind/fixed_string.h"
#include "runtime/bind/utf8.h"
#include "runtime/env/module_id.h"

namespace rondo {

/// Which argument of which function is being converted.
struct ArgumentSite {
  const ModuleId& module;
  const char* function;
  int index;  // of the JavaScript argument, from 0
  /// An exception is pending, and what was converted is of no use.
  mutable bool failed = false;
};

/// Throws a TypeError with a code.
void ThrowTypeError(v8::Isolate* isolate, std::string_view message);

/// Throws a TypeError that names the function, the argument and what was
/// expected.
[[gnu::cold]] void FailArgument(v8::Isolate* isolate, const ArgumentSite& site,
                                const char* expected);

/// A string whose bytes are UTF-8. Too long for V8: empty, and an error is
/// pending.
v8::Local<v8::String> ToJsString(v8::Isolate* isolate, std::string_view utf8);

namespace bind_internal {

/// False: it is not so, and that was thrown.
[[nodiscard]] inline bool Expect(bool condition, v8::Isolate* isolate,
                                 const ArgumentSite& site,
                                 const char* expected) {
  if (condition) [[likely]]
    return true;
  FailArgument(isolate, site, expected);
  site.failed = true;
  return false;
}

std::span<uint8_t> BytesOf(v8::Isolate* isolate, v8::Local<v8::Value> value,
                           const ArgumentSite& site);

}  // namespace bind_internal

/// FromJs<T>(isolate, value, site).get() is the argument; it may refer to the
/// FromJs object, which lives until the function returned. kType is its
/// TypeScript type.
template <typename T>
struct FromJs;

template <>
struct FromJs<bool> {
  static constexpr const char* kType = "boolean";
  FromJs(v8::Isolate* isolate, v8::Local<v8::Value> v, const ArgumentSite& s) {
    value =
        bind_internal::Expect(v->IsBoolean(), isolate, s, kType) && v->IsTrue();
  }
  bool get() const { return value; }
  bool value;
};

template <>
struct FromJs<int32_t> {
  static constexpr const char* kType = "number";
  FromJs(v8::Isolate* isolate, v8::Local<v8::Value> v, const ArgumentSite& s) {
    if (v->IsInt32()) [[likely]] {
      value = v.As<v8::Int32>()->Value();
      return;
    }
    // -0 is an integer to JavaScript's checks, and none to V8's.
    value = 0;
    static_cast<void>(
        bind_internal::Expect(v->IsNumber() && v.As<v8::Number>()->Value() == 0,
                              isolate, s, "32-bit integer"));
  }
  int32_t get() const { return value; }
  int32_t value;
};

template <>
struct FromJs<uint32_t> {
  static constexpr const char* kType = "number";
  FromJs(v8::Isolate* isolate, v8::Local<v8::Value> v, const ArgumentSite& s) {
    if (v->IsUint32()) [[likely]] {
      value = v.As<v8::Uint32>()->Value();
      return;
    }
    value = 0;
    static_cast<void>(
        bind_internal::Expect(v->IsNumber() && v.As<v8::Number>()->Value() == 0,
                              isolate, s, "unsigned 32-bit integer"));
  }
  uint32_t get() const { return value; }
  uint32_t value;
};

template <>
struct FromJs<int64_t> {
  static constexpr const char* kType = "number | bigint";
  FromJs(v8::Isolate* isolate, v8::Local<v8::Value> v, const ArgumentSite& s) {
    if (v->IsBigInt()) {
      value = v.As<v8::BigInt>()->Int64Value();
      return;
    }
    value = 0;
    if (!bind_internal::Expect(v->IsNumber(), isolate, s, "integer")) return;
    const double number = v.As<v8::Number>()->Value();
    // 2^63 itself does not fit.
    if (bind_internal::Expect(number >= -0x1p63 && number < 0x1p63, isolate, s,
                              "64-bit integer")) {
      value = static_cast<int64_t>(number);
    }
  }
  int64_t get() const { return value; }
  int64_t value;
};

template <>
struct FromJs<double> {
  static constexpr const char* kType = "number";
  FromJs(v8::Isolate* isolate, v8::Local<v8::Value> v, const ArgumentSite& s) {
    value = bind_internal::Expect(v->IsNumber(), isolate, s, kType)
                ? v.As<v8::Number>()->Value()
                : 0;
  }
  double get() const { return value; }
  double value;
};

template <>
struct FromJs<Utf8> {
  static constexpr const char* kType = "string";
  FromJs(v8::Isolate* isolate, v8::Local<v8::Value> v, const ArgumentSite& s)
      : value(isolate, bind_internal::Expect(v->IsString(), isolate, s, kType)
                           ? v.As<v8::String>()
                           : v8::String::Empty(isolate)) {}
  const Utf8& get() const { return value; }
  Utf8 value;
};

template <>
struct FromJs<std::string> {
  static constexpr const char* kType = "string";
  FromJs(v8::Isolate* isolate, v8::Local<v8::Value> v, const ArgumentSite& s)
      : value(FromJs<Utf8>(isolate, v, s).get().ToString()) {}
  std::string get() { return std::move(value); }
  std::string value;
};

/// The bytes of an ArrayBufferView, ArrayBuffer or SharedArrayBuffer. They die
/// with the buffer: an operation that outlives the call holds its BackingStore.
template <>
struct FromJs<std::span<uint8_t>> {
  static constexpr const char* kType = "ArrayBufferView | ArrayBufferLike";
  FromJs(v8::Isolate* isolate, v8::Local<v8::Value> v, const ArgumentSite& s)
      : value(bind_internal::BytesOf(isolate, v, s)) {}
  std::span<uint8_t> get() const { return value; }
  std::span<uint8_t> value;
};
template <>
struct FromJs<std::span<const uint8_t>> : FromJs<std::span<uint8_t>> {
  using FromJs<std::span<uint8_t>>::FromJs;
};

template <typename T>
struct FromJs<std::optional<T>> {
  static constexpr const char* kType = FromJs<T>::kType;
  FromJs(v8::Isolate* isolate, v8::Local<v8::Value> v, const ArgumentSite& s) {
    if (!v->IsNullOrUndefined()) value = FromJs<T>(isolate, v, s).get();
  }
  std::optional<T> get() { return std::move(value); }
  std::optional<T> value;
};

#define RONDO_FROM_JS_LOCAL(Type, Condition, Typing)                      \
  template <>                                                             \
  struct FromJs<v8::Local<v8::Type>> {                                    \
    static constexpr const char* kType = Typing;                          \
    FromJs([[maybe_unused]] v8::Isolate* isolate, v8::Local<v8::Value> v, \
           [[maybe_unused]] const ArgumentSite& s) {                      \
      if (bind_internal::Expect(Condition, isolate, s, Typing)) {         \
        value = v.As<v8::Type>();                                         \
      }                                                                   \
    }                                                                     \
    v8::Local<v8::Type> get() const { return value; }                     \
    v8::Local<v8::Type> value;                                            \
  };
RONDO_FROM_JS_LOCAL(Value, true, "unknown")
RONDO_FROM_JS_LOCAL(Object, v->IsObject(), "object")
RONDO_FROM_JS_LOCAL(Function, v->IsFunction(), "Function")
RONDO_FROM_JS_LOCAL(String, v->IsString(), "string")
RONDO_FROM_JS_LOCAL(Array, v->IsArray(), "unknown[]")
RONDO_FROM_JS_LOCAL(Promise, v->IsPromise(), "Promise<unknown>")
RONDO_FROM_JS_LOCAL(ArrayBufferView, v->IsArrayBufferView(), "ArrayBufferView")
RONDO_FROM_JS_LOCAL(ArrayBuffer, v->IsArrayBuffer(), "ArrayBuffer")
RONDO_FROM_JS_LOCAL(Uint8Array, v->IsUint8Array(), "Uint8Array")
RONDO_FROM_JS_LOCAL(Uint32Array, v->IsUint32Array(), "Uint32Array")
RONDO_FROM_JS_LOCAL(Int32Array, v->IsInt32Array(), "Int32Array")
RONDO_FROM_JS_LOCAL(Float64Array, v->IsFloat64Array(), "Float64Array")
RONDO_FROM_JS_LOCAL(BigInt64Array, v->IsBigInt64Array(), "BigInt64Array")
#undef RONDO_FROM_JS_LOCAL

/// A value of which bindings.d.ts says more than V8's class does, as an
/// argument or a result: Typed<"[columns: number, rows: number] | undefined">.
/// Its type is a claim that nothing here checks.
template <FixedString Typing, typename V = v8::Value>
struct Typed : v8::Local<V> {
  Typed() = default;
  template <typename T>
  Typed(v8::Local<T> value)  // NOLINT: implicit on purpose
      : v8::Local<V>(value) {}
};
/// The same of what may be empty: an exception is pending.
template <FixedString Typing, typename V = v8::Value>
struct MaybeTyped : v8::MaybeLocal<V> {
  MaybeTyped(v8::MaybeLocal<V> value)  // NOLINT: implicit on purpose
      : v8::MaybeLocal<V>(value) {}
};
template <FixedString Typing, typename V>
struct FromJs<Typed<Typing, V>> : FromJs<v8::Local<V>> {
  static constexpr const char* kType = Typing.value;
  using FromJs<v8::Local<V>>::FromJs;
};

// --- To JavaScript.

inline v8::Local<v8::Value> ToJs(v8::Isolate* isolate, bool value) {
  return v8::Boolean::New(isolate, value);
}
inline v8::Local<v8::Value> ToJs(v8::Isolate* isolate, int32_t value) {
  return v8::Integer::New(isolate, value);
}
inline v8::Local<v8::Value> ToJs(v8::Isolate* isolate, uint32_t value) {
  return v8::Integer::NewFromUnsigned(isolate, value);
}
inline v8::Local<v8::Value> ToJs(v8::Isolate* isolate, double value) {
  return v8::Number::New(isolate, value);
}
inline v8::Local<v8::Value> ToJs(v8::Isolate* isolate, int64_t value) {
  return v8::Number::New(isolate, static_cast<double>(value));
}
inline v8::Local<v8::Value> ToJs(v8::Isolate* isolate, std::string_view utf8) {
  return ToJsString(isolate, utf8);
}
inline v8::Local<v8::Value> ToJs(v8::Isolate* isolate, const char* utf8) {
  return ToJsString(isolate, utf8);
}
template <typename T>
v8::Local<v8::Value> ToJs(v8::Isolate*, v8::Local<T> value) {
  return value;
}

namespace bind_internal {

template <typename T>
struct IsMaybeLocal : std::false_type {};
template <typename T>
struct IsMaybeLocal<v8::MaybeLocal<T>> : std::true_type {
  using Inner = v8::Local<T>;
};
template <FixedString Typing, typename V>
struct IsMaybeLocal<MaybeTyped<Typing, V>> : IsMaybeLocal<v8::MaybeLocal<V>> {};

template <typename R>
void SetReturn(const v8::FunctionCallbackInfo<v8::Value>& info, R&& value) {
  using T = std::remove_cvref_t<R>;
  if constexpr (IsMaybeLocal<T>::value) {
    typename IsMaybeLocal<T>::Inner local;
    if (value.ToLocal(&local)) info.GetReturnValue().Set(local);
  } else if constexpr (std::is_same_v<T, bool> || std::is_same_v<T, int32_t> ||
                       std::is_same_v<T, uint32_t> ||
                       std::is_same_v<T, double>) {
    info.GetReturnValue().Set(value);                   // no handle needed
  } else if constexpr (requires { value.number(); }) {  // a ResourceId
    info.GetReturnValue().Set(value.number());
  } else {
    info.GetReturnValue().Set(ToJs(info.GetIsolate(), value));
  }
}

template <typename T>
struct ReturnType {
  static constexpr const char* kType = "unknown";
};
#define RONDO_RETURN_TYPE(Type, Typing)          \
  template <>                                    \
  struct ReturnType<Type> {                      \
    static constexpr const char* kType = Typing; \
  };
RONDO_RETURN_TYPE(void, "void")
RONDO_RETURN_TYPE(bool, "boolean")
RONDO_RETURN_TYPE(int32_t, "number")
RONDO_RETURN_TYPE(uint32_t, "number")
RONDO_RETURN_TYPE(int64_t, "number")
RONDO_RETURN_TYPE(double, "number")
RONDO_RETURN_TYPE(std::string, "string")
RONDO_RETURN_TYPE(std::string_view, "string")
RONDO_RETURN_TYPE(const char*, "string")
RONDO_RETURN_TYPE(v8::Local<v8::BigInt>, "bigint")
RONDO_RETURN_TYPE(v8::Local<v8::Symbol>, "symbol")
#undef RONDO_RETURN_TYPE
template <typename T>
requires requires { FromJs<v8::Local<T>>::kType; }
struct ReturnType<v8::Local<T>> {
  static constexpr const char* kType = FromJs<v8::Local<T>>::kType;
};
template <typename T>
struct ReturnType<v8::MaybeLocal<T>> : ReturnType<v8::Local<T>> {};
template <FixedString Typing, typename V>
struct ReturnType<Typed<Typing, V>> {
  static constexpr const char* kType = Typing.value;
};
template <FixedString Typing, typename V>
struct ReturnType<MaybeTyped<Typing, V>> {
  static constexpr const char* kType = Typing.value;
};

}  // namespace bind_internal
}  // namespace rondo
