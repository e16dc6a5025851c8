// The versions that the program reports.
#pragma once

#include "root_versions.h"

namespace rondo {

inline constexpr const char* kRondoVersion = "0.1.0";

}  // namespace rondo
