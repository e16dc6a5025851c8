// The declarative binding table. A native module is one line per function:
//
//   extern constinit const ModuleSpec kFsBinding = Module<
//       kFsModule,
//       Fn<"open", &Open, "path", "flags", "mode">,
//       RawFn<"stat", &Stat, "(path: string, out: Float64Array): number">,
//       Const<"O_RDONLY", O_RDONLY>>::kSpec;
//
// From it derive: the conversion of arguments and result (bind/convert.h), the
// JavaScript object, the external references of the snapshot, and the .d.ts.
//
// A bound function is `R Function(Environment& env, Args... args)`, a raw one
// `void Function(const v8::FunctionCallbackInfo<v8::Value>& info)`. One whose
// first argument is a Resource's class (`JsStream& stream`) is called with what
// JavaScript's number stands for; when that is gone it is not called, and
// JavaScript gets -EBADF, or false, or undefined, by the type R.
#pragma once

#include <v8.h>

#include <array>
#include <cerrno>
#include <concepts>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "runtime/bind/convert.h"
#include "runtime/bind/fixed_string.h"
#include "runtime/bind/owned.h"
#include "runtime/bind/resource_id.h"
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
  const ModuleId& id;
  const MemberSpec* members;
  size_t member_count;
};

namespace bind_internal {

template <typename T>
struct Parameter {
  using Type = std::remove_cvref_t<T>;
};

template <typename T>
struct IsOptional : std::false_type {};
template <typename T>
struct IsOptional<std::optional<T>> : std::true_type {};

template <typename T>
std::string ArgumentType() {
  if constexpr (requires { FromJs<T>::Type(); }) {
    return FromJs<T>::Type();
  } else {
    return FromJs<T>::kType;
  }
}

/// The JavaScript arguments of a function of `Module` from the one at `First`
/// on, which become Args.
template <const ModuleId& Module, FixedString Name, int First, typename R,
          typename... Args>
struct Arguments {
  /// Calls `function(args...)`, and returns to JavaScript what it returns.
  template <typename Function>
  static void Apply(const v8::FunctionCallbackInfo<v8::Value>& info,
                    Function function) {
    Convert<0>(info, function);
  }

  static void AppendTypes(std::vector<std::string>& types,
                          std::vector<bool>& optional) {
    (types.push_back(ArgumentType<typename Parameter<Args>::Type>()), ...);
    (optional.push_back(IsOptional<typename Parameter<Args>::Type>::value),
     ...);
  }

 private:
  /// Converts the argument at I and those after it; then calls. What failed to
  /// convert has thrown, and the function is not called.
  template <size_t I, typename Function, typename... Converted>
  [[gnu::always_inline]] static void Convert(
      const v8::FunctionCallbackInfo<v8::Value>& info, Function& function,
      Converted&... converted) {
    if constexpr (I < sizeof...(Args)) {
      using T = std::tuple_element_t<
          I, std::tuple<std::type_identity<typename Parameter<Args>::Type>...>>;
      const ArgumentSite site{Module, Name.value, First + int{I}};
      FromJs<typename T::type> argument(info.GetIsolate(), info[First + int{I}],
                                        site);
      if (site.failed) [[unlikely]]
        return;
      Convert<I + 1>(info, function, converted..., argument);
    } else if constexpr (std::is_void_v<R>) {
      function(converted.get()...);
    } else if constexpr (IsOwned<R>::value) {
      R made = function(converted.get()...);
      SetReturn(info,
                Environment::From(info.GetIsolate()).owned().Wrap(made.Take()));
    } else {
      SetReturn(info, function(converted.get()...));
    }
  }
};

/// What follows a function's name in the .d.ts. `names` of the arguments: as
/// many as `types`, or none.
void AppendSignature(std::string& out,
                     const std::vector<std::string_view>& names,
                     const std::vector<std::string>& types,
                     const std::vector<bool>& optional,
                     std::string_view result);

template <typename R>
std::string ResultType() {
  if constexpr (IsResourceId<R>::value) {
    return HandleType<typename R::Resource>();
  } else if constexpr (IsOwned<R>::value) {
    return FromJs<typename R::Object>::Type();
  } else {
    return ReturnType<R>::kType;
  }
}

/// What a function that takes a resource returns for one that is gone.
template <typename R>
void ReturnGone(const v8::FunctionCallbackInfo<v8::Value>& info) {
  if constexpr (std::is_same_v<R, bool>) {
    info.GetReturnValue().Set(false);
  } else if constexpr (std::is_same_v<R, int32_t> ||
                       std::is_same_v<R, int64_t> ||
                       std::is_same_v<R, double> || IsResourceId<R>::value) {
    info.GetReturnValue().Set(-EBADF);
  } else {
    static_assert(!std::is_same_v<R, uint32_t>, "what would say that?");
  }
}

template <const ModuleId& Id, FixedString Name, auto Function,
          typename Type = decltype(Function)>
struct Wrapper;

template <const ModuleId& Id, FixedString Name, auto Function, typename R,
          typename... Args>
struct Wrapper<Id, Name, Function, R (*)(Environment&, Args...)> {
  static constexpr int kLength = sizeof...(Args);

  static void Call(const v8::FunctionCallbackInfo<v8::Value>& info) {
    Environment& env = Environment::From(info.GetIsolate());
    Arguments<Id, Name, 0, R, Args...>::Apply(info, [&](auto&&... args) {
      return Function(env, std::forward<decltype(args)>(args)...);
    });
  }

  template <FixedString... Names>
  static void Typing(std::string& out) {
    static_assert(sizeof...(Names) == 0 || sizeof...(Names) == kLength,
                  "name every argument or none");
    std::vector<std::string> types;
    std::vector<bool> optional;
    Arguments<Id, Name, 0, R, Args...>::AppendTypes(types, optional);
    AppendSignature(out, {Names.view()...}, types, optional, ResultType<R>());
  }
};

/// The first argument names a resource.
template <const ModuleId& Id, FixedString Name, auto Function, typename R,
          std::derived_from<Resource> T, typename... Args>
struct Wrapper<Id, Name, Function, R (*)(Environment&, T&, Args...)> {
  static constexpr int kLength = 1 + sizeof...(Args);

  static void Call(const v8::FunctionCallbackInfo<v8::Value>& info) {
    v8::Isolate* isolate = info.GetIsolate();
    Environment& env = Environment::From(isolate);
    const ArgumentSite site{Id, Name.value, 0};
    const FromJs<double> number(isolate, info[0], site);
    if (site.failed) [[unlikely]]
      return;
    T* resource = env.resources().Find<T>(number.get());
    if (resource == nullptr) {
      ReturnGone<R>(info);
      return;
    }
    Arguments<Id, Name, 1, R, Args...>::Apply(info, [&](auto&&... args) {
      return Function(env, *resource, std::forward<decltype(args)>(args)...);
    });
  }

  template <FixedString... Names>
  static void Typing(std::string& out) {
    static_assert(sizeof...(Names) == 0 || sizeof...(Names) == kLength,
                  "name every argument or none");
    std::vector<std::string> types{HandleType<T>()};
    std::vector<bool> optional{false};
    Arguments<Id, Name, 1, R, Args...>::AppendTypes(types, optional);
    AppendSignature(out, {Names.view()...}, types, optional, ResultType<R>());
  }
};

}  // namespace bind_internal

/// `name(...)`, with converted arguments. `Names` of the arguments are for the
/// typings only: all or none.
template <FixedString Name, auto Function, FixedString... Names>
struct Fn {
  template <const ModuleId& Id>
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
  template <const ModuleId& Id>
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
  template <const ModuleId& Id>
  static constexpr MemberSpec Spec() {
    return {.kind = MemberSpec::Kind::kNumber,
            .name = kName.value,
            .number = static_cast<double>(Value)};
  }
  static constexpr auto kName = Name;
};

/// The JavaScript functions that a module calls. Declared before its functions,
///
///   using Callbacks = CallbackTable<kHttpModule, "onRequest", "onClose">;
///
/// and listed in its table, which gives the module `setCallbacks(object)`: it
/// keeps the object's functions of these names, for the life of the environment
/// and across the snapshot. Names may come in several calls.
/// `Callbacks::Call<"onRequest">(…)` calls one of them as a task of its own,
/// and as a part of an open one with a CallbackScope as its first argument
/// (runtime/env/task_boundary.h). Next comes for whom:
///
///   a Resource        in the asynchronous context of its birth; the function
///                     gets its slot first
///   an Environment    and a Caller, what that says
///   an Environment    for nobody
///
/// and then the arguments, of the types that ToJs takes.
template <const ModuleId& Id, FixedString... Names>
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
  template <FixedString Name, std::derived_from<Resource> T, typename... Args>
  static bool Call(const T& resource, const Args&... args) {
    CallbackScope scope(resource.env());
    return !Call<Name>(scope, resource, args...).IsEmpty();
  }
  template <FixedString Name, typename... Args>
  static bool Call(Environment& env, const Caller& caller,
                   const Args&... args) {
    CallbackScope scope(env);
    return !Call<Name>(scope, env, caller, args...).IsEmpty();
  }
  template <FixedString Name, typename... Args>
  static bool Call(Environment& env, const Args&... args) {
    return Call<Name>(env, Caller{}, args...);
  }

  /// Empty: it threw.
  template <FixedString Name, std::derived_from<Resource> T, typename... Args>
  static v8::MaybeLocal<v8::Value> Call(CallbackScope& scope, const T& resource,
                                        const Args&... args) {
    return Call<Name>(scope, resource.env(), resource.caller(), resource.slot(),
                      args...);
  }
  template <FixedString Name, typename... Args>
  static v8::MaybeLocal<v8::Value> Call(CallbackScope& scope, Environment& env,
                                        const Caller& caller,
                                        const Args&... args) {
    return env.tasks().Call(scope, {Id, Index<Name>()}, caller, args...);
  }
  template <FixedString Name, typename... Args>
  static v8::MaybeLocal<v8::Value> Call(CallbackScope& scope, Environment& env,
                                        const Args&... args) {
    return Call<Name>(scope, env, Caller{}, args...);
  }

  static void SetCallbacks(const v8::FunctionCallbackInfo<v8::Value>& info) {
    Environment& env = Environment::From(info.GetIsolate());
    static constexpr const char* kNames[] = {Names.value...};
    env.SetCallbackSlots(Id, info[0], kNames, sizeof...(Names));
  }
  template <const ModuleId& Module>
  static constexpr MemberSpec Spec() {
    static_assert(&Module == &Id, "the callbacks of another module");
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
template <const ModuleId& Id, typename... Members>
struct Module {
  static constexpr std::array<MemberSpec, sizeof...(Members)> kMembers = {
      Members::template Spec<Id>()...};
  static constexpr ModuleSpec kSpec = {Id, kMembers.data(), kMembers.size()};
};

/// The JavaScript object that `binding(name)` gives. Empty: out of memory or
/// terminated.
v8::MaybeLocal<v8::Object> InstantiateModule(v8::Local<v8::Context> context,
                                             const ModuleSpec& module);

/// Every native module, by ModuleId::number.
std::span<const ModuleSpec* const> AllModules();

/// Null when there is no such module.
const ModuleSpec* FindModule(std::string_view name);

/// Appends the callbacks of all tables, in an order that is the same in every
/// program built from them.
void AppendExternalReferences(std::vector<intptr_t>& references);

/// The text of typings/bindings.d.ts.
std::string BindingTypings();

}  // namespace rondo
