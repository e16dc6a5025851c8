#include "core/http/message/host.h"

#include <array>
#include <cstdint>

#include "core/http/message/char_table.h"

namespace rondo::http {
namespace {

constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool IsHex(char c) {
  return IsDigit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

/// unreserved and sub-delims: what a name is made of, but for "%XX".
constexpr std::array<bool, 256> kNameTable = CharTable("-._~!$&'()*+,;=");

/// IPv6address or IPvFuture between the brackets, by its letters alone: what it
/// means is for whoever resolves it.
bool IsLiteral(std::string_view text) {
  if (text.empty()) return false;
  for (char c : text) {
    if (c != ':' && !kNameTable[static_cast<uint8_t>(c)]) return false;
  }
  return text.find(':') != std::string_view::npos || text[0] == 'v' ||
         text[0] == 'V';
}

}  // namespace

bool IsValidHost(std::string_view value) {
  const char* at = value.data();
  const char* const end = at + value.size();
  if (at != end && *at == '[') {
    const size_t close = value.find(']');
    if (close == std::string_view::npos ||
        !IsLiteral(value.substr(1, close - 1))) {
      return false;
    }
    at += close + 1;
  } else {
    while (at != end) {
      if (kNameTable[static_cast<uint8_t>(*at)]) {
        ++at;
      } else if (*at == '%' && end - at > 2 && IsHex(at[1]) && IsHex(at[2])) {
        at += 3;
      } else {
        break;
      }
    }
  }
  if (at == end) return true;
  if (*at++ != ':') return false;
  while (at != end && IsDigit(*at)) ++at;
  return at == end;
}

}  // namespace rondo::http
