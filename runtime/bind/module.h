// The declarative binding table. A native module is one line per function:
//
//   constinit const ModuleSpec kFsBinding = Module<
//       ModuleId::kFs,
//       Fn<"open", &Open, "path", "flags", "mode">,
//       RawFn<"stat", &Stat, "(path: string, out: Float64Array): number">,
//       Const<"O_RDONLY", O_RDONLY>>::kSpec;
//
// From it derive: the conversion of arguments and result (bind/convert.h), the
// JavaScript object, the external references of the snapshot, and the .d.ts.
//
// A bound function is `R Function(Environment& env, Args... args)`, a raw one
// `void Function(const v8::FunctionCallbackInfo<v8::Value>& info)`.
#pragma once

#include <v8.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/bind/convert.h"
#include "runtime/bind/fixed_string.h"
#include "runtime/bindings/registry.h"
#include "runtime/env/environment.h"

namespace rondo {

/// One entry of a table, as the builders of objects, references and typings
/// read it. Of static storage.
struct MemberSpec {
  enum class Kind : uint8_t { kFunction, kNumber, kCallbacks };
  Kind kind = Kind::kFunction;
  const char* name = nullptr;
  v8::FunctionCallback callback = nullptr;  // kFunction, kCallbacks
  int length = 0;                           // JavaScript's function.length
  double number = 0;                        // kNumber
  /// Appends what follows the name in the .d.ts.
  void (*typing)(std::string& out) = nullptr;
};

/// One native module. Of static storage.
struct ModuleSpec {
  ModuleId id;
  const char* name;
  const MemberSpec* members;
  size_t member_count;
};

namespace bind_internal {

template <typename T>
struct Parameter {
  using Type = std::remove_cvref_t<T>;
};

template <ModuleId Id, FixedString Name, auto Function>
struct Wrapper;

template <ModuleId Id, FixedString Name, typename R, typename... Args,
          R (*Function)(Environment&, Args...)>
struct Wrapper<Id, Name, Function> {
  static constexpr int kLength = sizeof...(Args);

  static void Call(const v8::FunctionCallbackInfo<v8::Value>& info) {
    Call(info, std::index_sequence_for<Args...>());
  }
  template <size_t... I>
  static void Call(const v8::FunctionCallbackInfo<v8::Value>& info,
                   std::index_sequence<I...>) {
    v8::Isolate* isolate = info.GetIsolate();
    Environment& env = Environment::From(isolate);
    constexpr const char* kModule = kModuleNames[static_cast<size_t>(Id)];
    if constexpr (std::is_void_v<R>) {
      Function(env,
               FromJs<typename Parameter<Args>::Type>(
                   isolate, info[I], ArgumentSite{kModule, Name.value, int{I}})
                   .get()...);
    } else {
      SetReturn(info,
                Function(env, FromJs<typename Parameter<Args>::Type>(
                                  isolate, info[I],
                                  ArgumentSite{kModule, Name.value, int{I}})
                                  .get()...));
    }
  }

  template <FixedString... Names>
  static void Typing(std::string& out) {
    static_assert(sizeof...(Names) == 0 || sizeof...(Names) == kLength,
                  "name every argument or none");
    const std::vector<std::string_view> names{Names.view()...};
    size_t index = 0;
    out += '(';
    [[maybe_unused]] const auto append = [&](const char* type, bool optional) {
      if (index != 0) out += ", ";
      if (names.empty()) {
        out += 'a';
        out += std::to_string(index);
      } else {
        out += names[index];
      }
      out += optional ? "?: " : ": ";
      out += type;
      ++index;
    };
    (append(FromJs<typename Parameter<Args>::Type>::kType,
            IsOptional<typename Parameter<Args>::Type>::value),
     ...);
    out += "): ";
    out += ReturnType<R>::kType;
  }

  template <typename T>
  struct IsOptional : std::false_type {};
  template <typename T>
  struct IsOptional<std::optional<T>> : std::true_type {};
};

}  // namespace bind_internal

/// `name(...)`, with converted arguments. `Names` of the arguments are for the
/// typings only: all or none.
template <FixedString Name, auto Function, FixedString... Names>
struct Fn {
  template <ModuleId Id>
  static constexpr MemberSpec Spec() {
    using W = bind_internal::Wrapper<Id, Name, Function>;
    return {.kind = MemberSpec::Kind::kFunction,
            .name = kName.value,
            .callback = &W::Call,
            .length = W::kLength,
            .typing = &W::template Typing<Names...>};
  }
  static constexpr auto kName = Name;
};

/// `name(...)` that reads V8's arguments itself, for hot paths and unusual
/// shapes. `Signature` is its typing: "(handle: number): void".
template <FixedString Name, v8::FunctionCallback Function,
          FixedString Signature = "(...args: any[]): any">
struct RawFn {
  template <ModuleId Id>
  static constexpr MemberSpec Spec() {
    return {.kind = MemberSpec::Kind::kFunction,
            .name = kName.value,
            .callback = Function,
            .typing = [](std::string& out) { out += Signature.view(); }};
  }
  static constexpr auto kName = Name;
};

/// A number.
template <FixedString Name, auto Value>
struct Const {
  template <ModuleId Id>
  static constexpr MemberSpec Spec() {
    return {.kind = MemberSpec::Kind::kNumber,
            .name = kName.value,
            .number = static_cast<double>(Value)};
  }
  static constexpr auto kName = Name;
};

/// The JavaScript functions that a module calls. Declared before its functions,
///
///   using Callbacks = CallbackTable<ModuleId::kHttp, "onRequest", "onClose">;
///
/// and listed in its table, which gives the module `setCallbacks(object)`: it
/// keeps the object's functions of these names, for the life of the environment
/// and across the snapshot. Names may come in several calls.
/// `Callbacks::Call<"onRequest">(env, handle)` is one task, and
/// `Callbacks::Call<"onRequest">(scope, env, handle)` part of an open one
/// (runtime/env/task_boundary.h).
template <ModuleId Id, FixedString... Names>
struct CallbackTable {
  static_assert(sizeof...(Names) <= Environment::kSlotsPerModule);

  /// The slot of a name, for Environment::slot.
  template <FixedString Name>
  static consteval int Index() {
    static_assert(((Names.view() == Name.view()) || ...), "no such callback");
    int index = 0;
    static_cast<void>(
        ((Names.view() == Name.view() || (++index, false)) || ...));
    return index;
  }
  template <FixedString Name>
  static v8::Local<v8::Function> Get(Environment& env) {
    return env.slot(Id, Index<Name>()).template As<v8::Function>();
  }
  /// False: it threw, and that was reported.
  template <FixedString Name, typename... Args>
  static bool Call(Environment& env, const Args&... args) {
    CallbackScope scope(env);
    return !Call<Name>(scope, env, args...).IsEmpty();
  }
  template <FixedString Name, typename... Args>
  static v8::MaybeLocal<v8::Value> Call(CallbackScope& scope, Environment& env,
                                        const Args&... args) {
    return env.tasks().Call(scope, Get<Name>(env), args...);
  }

  static void SetCallbacks(const v8::FunctionCallbackInfo<v8::Value>& info) {
    Environment& env = Environment::From(info.GetIsolate());
    static constexpr const char* kNames[] = {Names.value...};
    env.SetCallbackSlots(Id, info[0], kNames, sizeof...(Names));
  }
  template <ModuleId Module>
  static constexpr MemberSpec Spec() {
    static_assert(Module == Id, "the callbacks of another module");
    return {.kind = MemberSpec::Kind::kCallbacks,
            .name = "setCallbacks",
            .callback = &SetCallbacks,
            .length = 1,
            .typing = [](std::string& out) {
              out += "(callbacks: {";
              ((out += ' ', out += Names.view(), out += "?: Function;"), ...);
              out += " }): void";
            }};
  }
};

/// A native module: see the top of this file.
template <ModuleId Id, typename... Members>
struct Module {
  static constexpr std::array<MemberSpec, sizeof...(Members)> kMembers = {
      Members::template Spec<Id>()...};
  static constexpr ModuleSpec kSpec = {Id,
                                       kModuleNames[static_cast<size_t>(Id)],
                                       kMembers.data(), kMembers.size()};
};

/// The JavaScript object that `binding(name)` gives. Empty: out of memory or
/// terminated.
v8::MaybeLocal<v8::Object> InstantiateModule(v8::Local<v8::Context> context,
                                             const ModuleSpec& module);

/// Null when there is no such module.
const ModuleSpec* FindModule(std::string_view name);

/// Appends the callbacks of all tables, in an order that is the same in every
/// program built from them.
void AppendExternalReferences(std::vector<intptr_t>& references);

/// The text of typings/bindings.d.ts.
std::string BindingTypings();

}  // namespace rondo
