// CharTable: sets of ASCII characters as the grammars of HTTP and URIs need
// them.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace rondo::http {

/// By byte: ASCII letters, digits, and those of `others`.
constexpr std::array<bool, 256> CharTable(std::string_view others) {
  std::array<bool, 256> table{};
  for (int c = 'a'; c <= 'z'; ++c) table[c] = table[c - 0x20] = true;
  for (int c = '0'; c <= '9'; ++c) table[c] = true;
  for (char c : others) table[static_cast<uint8_t>(c)] = true;
  return table;
}

}  // namespace rondo::http
