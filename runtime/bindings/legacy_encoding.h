// Bytes in one of the encodings of several bytes a character that the web knows
// from before UTF-8 (Encoding Standard, 10 to 13), as UTF-16. ICU has their
// tables: those of the library that V8's Intl uses.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace rondo {

struct LegacyText {
  /// False: there is no such converter, or `fatal` met bytes that mean nothing.
  bool ok = false;
  std::u16string units;
  /// Bytes at the end that are the beginning of a character; none if `flush`.
  size_t pending = 0;
};

/// Decodes `bytes` by ICU's converter `name`. Without `fatal` what means
/// nothing becomes U+FFFD; with `flush` also a character that is cut off.
LegacyText DecodeLegacy(const std::string& name, std::span<const uint8_t> bytes,
                        bool fatal, bool flush);

}  // namespace rondo
