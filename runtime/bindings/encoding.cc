// binding('encoding'): TextEncoder and TextDecoder, for lib/web/encoding.js.
#include <simdutf.h>

#include <array>
#include <cstring>
#include <memory>

#include "runtime/bind/module.h"
#include "runtime/bindings/legacy_encoding.h"
#include "runtime/env/v8_compat.h"

namespace rondo {

extern const ModuleId kEncodingModule;  // in registry.cc

namespace {

v8::Local<v8::Uint8Array> EncodeUtf8(Environment& env,
                                     v8::Local<v8::String> string) {
  v8::Isolate* isolate = env.isolate();
  const size_t size = Utf8Length(isolate, string);
  std::unique_ptr<v8::BackingStore> store =
      v8::ArrayBuffer::NewBackingStore(isolate, size);
  WriteUtf8(isolate, string, {static_cast<char*>(store->Data()), size});
  return v8::Uint8Array::New(v8::ArrayBuffer::New(isolate, std::move(store)), 0,
                             size);
}

/// UTF-16 units of a string whose UTF-8 is `bytes`.
uint32_t UnitsOf(std::span<const char> bytes) {
  uint32_t units = 0;
  for (const char c : bytes) {
    const uint8_t byte = static_cast<uint8_t>(c);
    // Each lead byte is a unit; those of four-byte sequences are two.
    if ((byte & 0xc0) != 0x80) units += byte >= 0xf0 ? 2 : 1;
  }
  return units;
}

void EncodeInto(Environment& env, v8::Local<v8::String> string,
                std::span<uint8_t> target, v8::Local<v8::Uint32Array> result) {
  const size_t written =
      WriteUtf8(env.isolate(), string,
                {reinterpret_cast<char*>(target.data()), target.size()});
  CHECK(result->Length() >= 2);
  uint32_t* counts = reinterpret_cast<uint32_t*>(
      static_cast<char*>(result->Buffer()->Data()) + result->ByteOffset());
  counts[0] = UnitsOf({reinterpret_cast<char*>(target.data()), written});
  counts[1] = static_cast<uint32_t>(written);
}

v8::Local<v8::Value> Checked(v8::Isolate* isolate,
                             v8::MaybeLocal<v8::String> maybe) {
  v8::Local<v8::String> string;
  if (maybe.ToLocal(&string)) return string;
  return v8::Undefined(isolate);
}

Typed<"string | undefined"> DecodeUtf8(Environment& env,
                                       std::span<uint8_t> bytes, bool fatal) {
  v8::Isolate* isolate = env.isolate();
  const char* data = reinterpret_cast<const char*>(bytes.data());
  const int size = static_cast<int>(bytes.size());
  if (simdutf::validate_ascii(data, bytes.size())) {
    return Checked(
        isolate, v8::String::NewFromOneByte(isolate, bytes.data(),
                                            v8::NewStringType::kNormal, size));
  }
  if (fatal && !simdutf::validate_utf8(data, bytes.size())) {
    return v8::Undefined(isolate);
  }
  // Replaces what is broken as the Encoding Standard wants it.
  return Checked(isolate, v8::String::NewFromUtf8(
                              isolate, data, v8::NewStringType::kNormal, size));
}

/// windows-1252 where it is not Latin-1: 0x80 to 0x9f.
constexpr std::array<uint16_t, 32> kWindows1252 = {
    0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
    0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008d, 0x017d, 0x008f,
    0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
    0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178};

Typed<"string | undefined"> DecodeLatin1(Environment& env,
                                         std::span<uint8_t> bytes) {
  const auto units = std::make_unique_for_overwrite<uint16_t[]>(bytes.size());
  for (size_t i = 0; i < bytes.size(); ++i) {
    const uint8_t byte = bytes[i];
    units[i] = byte >= 0x80 && byte < 0xa0 ? kWindows1252[byte - 0x80] : byte;
  }
  return Checked(env.isolate(),
                 v8::String::NewFromTwoByte(env.isolate(), units.get(),
                                            v8::NewStringType::kNormal,
                                            static_cast<int>(bytes.size())));
}

/// `result`: how many bytes at the end are the beginning of a character.
Typed<"string | undefined"> DecodeMultiByte(Environment& env,
                                            const std::string& name,
                                            std::span<uint8_t> bytes,
                                            bool fatal, bool flush,
                                            v8::Local<v8::Uint32Array> result) {
  const LegacyText text = DecodeLegacy(name, bytes, fatal, flush);
  if (!text.ok) return v8::Undefined(env.isolate());
  CHECK(result->Length() >= 1);
  *reinterpret_cast<uint32_t*>(static_cast<char*>(result->Buffer()->Data()) +
                               result->ByteOffset()) =
      static_cast<uint32_t>(text.pending);
  return Checked(
      env.isolate(),
      v8::String::NewFromTwoByte(
          env.isolate(), reinterpret_cast<const uint16_t*>(text.units.data()),
          v8::NewStringType::kNormal, static_cast<int>(text.units.size())));
}

}  // namespace

extern constinit const ModuleSpec kEncodingBinding =
    Module<kEncodingModule, Fn<"encodeUtf8", &EncodeUtf8, "string">,
           Fn<"encodeInto", &EncodeInto, "string", "target", "result">,
           Fn<"decodeUtf8", &DecodeUtf8, "bytes", "fatal">,
           Fn<"decodeLatin1", &DecodeLatin1, "bytes">,
           Fn<"decodeMultiByte", &DecodeMultiByte, "name", "bytes", "fatal",
              "flush", "result">>::kSpec;

}  // namespace rondo
