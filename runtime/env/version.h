// The versions that the program reports.
#pragma once

namespace rondo {

inline constexpr const char* kRondoVersion = "0.1.0";
/// The release of Node.js whose behaviour and interfaces are ours.
inline constexpr const char* kNodeVersion = "24.12.0";

}  // namespace rondo
