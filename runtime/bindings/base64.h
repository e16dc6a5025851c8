// Base64 (RFC 4648) as Node.js reads and writes it, and hexadecimal.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace rondo {

enum class Base64 : uint8_t {
  kStandard,  // + / with padding
  kUrl,       // - _ without padding
};

/// Characters that `size` bytes are encoded to.
constexpr size_t Base64EncodedLength(size_t size, Base64 alphabet) {
  return alphabet == Base64::kStandard ? (size + 2) / 3 * 4
                                       : (size * 4 + 2) / 3;
}

/// Writes Base64EncodedLength() characters to `out`.
void EncodeBase64(std::span<const uint8_t> bytes, Base64 alphabet, char* out);

/// Bytes that text of `size` characters decodes to, when it has no characters
/// of other kinds in it; never fewer. `padding`: how many of the last two
/// characters are '='.
constexpr size_t Base64DecodedLength(size_t size, size_t padding) {
  size -= padding;
  return size / 4 * 3 + (size % 4 == 0 ? 0 : (size % 4 * 3) / 4);
}

/// Decodes either alphabet, mixed too. Foreign characters are skipped, the
/// first '=' ends the text, a lone last character is dropped. Writes at most
/// out.size() bytes and returns how many.
size_t DecodeBase64(std::span<const uint8_t> text, std::span<uint8_t> out);
size_t DecodeBase64(std::span<const uint16_t> text, std::span<uint8_t> out);

/// Writes two digits a byte to `out`.
void EncodeHex(std::span<const uint8_t> bytes, char* out);

/// Decodes pairs of digits up to the first that is none, or until `out` is
/// full. Returns the bytes written.
size_t DecodeHex(std::span<const uint8_t> text, std::span<uint8_t> out);
size_t DecodeHex(std::span<const uint16_t> text, std::span<uint8_t> out);

}  // namespace rondo
