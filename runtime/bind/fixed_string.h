// FixedString: a string literal as a template argument.
#pragma once

#include <cstddef>
#include <string_view>

namespace rondo {

/// `template <FixedString Name> …` takes `"name"`. N counts the final zero.
template <size_t N>
struct FixedString {
  consteval FixedString(const char (&text)[N]) {  // NOLINT: implicit on purpose
    for (size_t i = 0; i < N; ++i) value[i] = text[i];
  }
  constexpr std::string_view view() const { return {value, N - 1}; }
  friend constexpr bool operator==(const FixedString&,
                                   const FixedString&) = default;

  char value[N] = {};
};

}  // namespace rondo
