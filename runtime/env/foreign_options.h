// Options of Node.js that NODE_OPTIONS may hold, and that Rondo has not got: a
// program is started all the same, since the variable is meant for many.
#pragma once

#include <span>
#include <string_view>

namespace rondo {

struct ForeignOption {
  std::string_view name;
  bool takes_value = false;
  /// Whether a program runs as it would without it: it is about what Rondo has
  /// not got, or does in any case.
  bool is_idle = false;
  /// A flag that holds unless it is negated: the negation is what is missed.
  bool holds = false;
};

/// By name.
std::span<const ForeignOption> ForeignOptions();

/// Also for "--no-x" of a flag "--x"; null: none of them.
const ForeignOption* FindForeignOption(std::string_view name);

}  // namespace rondo
