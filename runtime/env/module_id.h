// ModuleId: which native module. The list of all is
// runtime/bindings/registry.cc, which nothing includes: what names a module
// declares its id,
//
//   extern const ModuleId kClockModule;  // in registry.cc
//
// and is not compiled again when there is one more.
#pragma once

#include <cstddef>
#include <cstdint>

namespace rondo {

/// There is one of a module, known by its address.
struct ModuleId {
  uint8_t number;    // its place in the list, below kMaxModules
  const char* name;  // of binding(name)
};

/// Environments have room for so many.
inline constexpr size_t kMaxModules = 48;

}  // namespace rondo
