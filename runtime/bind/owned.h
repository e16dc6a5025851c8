// Natives that belong to JavaScript objects, as arguments and results of bound
// functions.
#pragma once

#include <concepts>
#include <string>

#include "runtime/bind/convert.h"
#include "runtime/env/environment.h"
#include "runtime/env/owned.h"

namespace rondo {

/// The native of the object, which lives at least until the function returned.
template <std::derived_from<OwnedObject> T>
struct FromJs<T> {
  static std::string Type() {
    return "Native<'" + std::string(T::kHandleName.view()) + "'>";
  }
  FromJs(v8::Isolate* isolate, v8::Local<v8::Value> value,
         const ArgumentSite& site)
      : native(OwnedTable::Unwrap<T>(value)) {
    static_cast<void>(
        bind_internal::Expect(native != nullptr, isolate, site, T::kKind.name));
  }
  T& get() const { return *native; }
  T* native;
};

namespace bind_internal {

template <typename T>
struct IsOwned : std::false_type {};
template <typename T>
struct IsOwned<Owned<T>> : std::true_type {};

}  // namespace bind_internal
}  // namespace rondo
