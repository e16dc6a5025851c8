// ModuleId: which native module. Its values are the list's in
// runtime/bindings/registry.h, which only those include who name one: what
// handles all alike is not compiled again when there is one more.
#pragma once

#include <cstddef>
#include <cstdint>

namespace rondo {

enum class ModuleId : uint8_t;

/// Environments have room for so many.
inline constexpr size_t kMaxModules = 48;

}  // namespace rondo
