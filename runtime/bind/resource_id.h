// ResourceId: what a bound function returns that makes a Resource.
#pragma once

#include <string>

#include "core/base/error.h"
#include "runtime/bind/convert.h"
#include "runtime/env/resource.h"

namespace rondo {

/// The number by which JavaScript names the resource, or a negative errno.
template <typename T>
class ResourceId {
 public:
  using Resource = T;

  ResourceId(const T& resource)  // NOLINT: implicit on purpose
      : number_(resource.id()) {}
  ResourceId(Error error)  // NOLINT: implicit on purpose
      : number_(-error.code()) {}

  double number() const { return number_; }

 private:
  double number_;
};

namespace bind_internal {

template <typename T>
struct IsResourceId : std::false_type {};
template <typename T>
struct IsResourceId<ResourceId<T>> : std::true_type {};

/// "Handle<'Stream'>", which TypeScript lets nobody take for another's.
template <typename T>
std::string HandleType() {
  std::string type = "Handle<'";
  type += T::kHandleName.view();
  return type + "'>";
}

}  // namespace bind_internal
}  // namespace rondo
