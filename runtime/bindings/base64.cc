#include "runtime/bindings/base64.h"

#include <simdutf.h>

#include <algorithm>
#include <array>

namespace rondo {
namespace {

constexpr char kStandardAlphabet[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr char kUrlAlphabet[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

constexpr uint8_t kForeign = 0xff;

constexpr std::array<uint8_t, 256> MakeBase64Values() {
  std::array<uint8_t, 256> values{};
  values.fill(kForeign);
  for (uint8_t i = 0; i < 64; ++i) {
    values[static_cast<uint8_t>(kStandardAlphabet[i])] = i;
    values[static_cast<uint8_t>(kUrlAlphabet[i])] = i;
  }
  return values;
}
constexpr std::array<uint8_t, 256> kBase64Values = MakeBase64Values();

constexpr std::array<uint8_t, 256> MakeHexValues() {
  std::array<uint8_t, 256> values{};
  values.fill(kForeign);
  for (uint8_t i = 0; i < 10; ++i) values['0' + i] = i;
  for (uint8_t i = 0; i < 6; ++i) {
    values['a' + i] = static_cast<uint8_t>(10 + i);
    values['A' + i] = static_cast<uint8_t>(10 + i);
  }
  return values;
}
constexpr std::array<uint8_t, 256> kHexValues = MakeHexValues();

template <typename Char>
uint8_t Lookup(const std::array<uint8_t, 256>& values, Char c) {
  if constexpr (sizeof(Char) > 1) {
    if (c > 0xff) return kForeign;
  }
  return values[c];
}

template <typename Char>
size_t DecodeBase64Text(std::span<const Char> text, std::span<uint8_t> out) {
  const Char* in = text.data();
  const Char* const end = in + text.size();
  uint8_t* to = out.data();
  uint8_t* const limit = to + out.size();

  // Four characters at a time as long as nothing is foreign.
  while (end - in >= 4 && limit - to >= 3) {
    const uint32_t a = Lookup(kBase64Values, in[0]);
    const uint32_t b = Lookup(kBase64Values, in[1]);
    const uint32_t c = Lookup(kBase64Values, in[2]);
    const uint32_t d = Lookup(kBase64Values, in[3]);
    if ((a | b | c | d) > 63) break;
    const uint32_t bits = a << 18 | b << 12 | c << 6 | d;
    to[0] = static_cast<uint8_t>(bits >> 16);
    to[1] = static_cast<uint8_t>(bits >> 8);
    to[2] = static_cast<uint8_t>(bits);
    in += 4;
    to += 3;
  }

  uint32_t bits = 0;
  int bit_count = 0;
  for (; in != end && to != limit; ++in) {
    if (*in == '=') break;
    const uint8_t value = Lookup(kBase64Values, *in);
    if (value == kForeign) continue;
    bits = bits << 6 | value;
    bit_count += 6;
    if (bit_count >= 8) {
      bit_count -= 8;
      *to++ = static_cast<uint8_t>(bits >> bit_count);
    }
  }
  return static_cast<size_t>(to - out.data());
}

template <typename Char>
size_t DecodeHexText(std::span<const Char> text, std::span<uint8_t> out) {
  const size_t count = std::min(text.size() / 2, out.size());
  for (size_t i = 0; i < count; ++i) {
    const uint8_t high = Lookup(kHexValues, text[2 * i]);
    const uint8_t low = Lookup(kHexValues, text[2 * i + 1]);
    if ((high | low) > 15) return i;
    out[i] = static_cast<uint8_t>(high << 4 | low);
  }
  return count;
}

}  // namespace

void EncodeBase64(std::span<const uint8_t> bytes, Base64 alphabet, char* out) {
  simdutf::binary_to_base64(
      reinterpret_cast<const char*>(bytes.data()), bytes.size(), out,
      alphabet == Base64::kStandard ? simdutf::base64_default
                                    : simdutf::base64_url);
}

size_t DecodeBase64(std::span<const uint8_t> text, std::span<uint8_t> out) {
  // Text without anything foreign in it goes the vectorised way.
  constexpr size_t kShort = 64;
  const size_t size = text.size();
  if (size >= kShort &&
      out.size() >= Base64DecodedLength(size, text[size - 1] != '='   ? 0
                                              : text[size - 2] != '=' ? 1
                                                                      : 2)) {
    const simdutf::result result = simdutf::base64_to_binary(
        reinterpret_cast<const char*>(text.data()), text.size(),
        reinterpret_cast<char*>(out.data()), simdutf::base64_default);
    if (result.error == 0) return result.count;
  }
  return DecodeBase64Text(text, out);
}
size_t DecodeBase64(std::span<const uint16_t> text, std::span<uint8_t> out) {
  return DecodeBase64Text(text, out);
}

void EncodeHex(std::span<const uint8_t> bytes, char* out) {
  constexpr char kDigits[] = "0123456789abcdef";
  for (const uint8_t byte : bytes) {
    *out++ = kDigits[byte >> 4];
    *out++ = kDigits[byte & 15];
  }
}

size_t DecodeHex(std::span<const uint8_t> text, std::span<uint8_t> out) {
  return DecodeHexText(text, out);
}
size_t DecodeHex(std::span<const uint16_t> text, std::span<uint8_t> out) {
  return DecodeHexText(text, out);
}

}  // namespace rondo
