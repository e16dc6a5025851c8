#include "runtime/bindings/legacy_encoding.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>

#include <memory>

#include "core/base/check.h"

namespace rondo {
namespace {

constexpr char16_t kReplacement = 0xfffd;

struct Close {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};

/// What stands for bytes that mean nothing. Not ICU's own callback: for some
/// encodings that writes U+001A.
void Replace(const void*, UConverterToUnicodeArgs* args, const char* bytes,
             int32_t size, UConverterCallbackReason reason, UErrorCode* error) {
  if (reason > UCNV_IRREGULAR) return;  // the converter is reset or closed
  *error = U_ZERO_ERROR;
  char16_t units[2] = {kReplacement};
  int32_t count = 1;
  // A pair that has no character and ends in ASCII: that stands for itself, so
  // that no markup is swallowed.
  if (reason == UCNV_UNASSIGNED && size == 2 &&
      static_cast<uint8_t>(bytes[1]) < 0x80) {
    units[count++] = static_cast<char16_t>(bytes[1]);
  }
  ucnv_cbToUWriteUChars(args, units, count, 0, error);
}

}  // namespace

LegacyText DecodeLegacy(const std::string& name, std::span<const uint8_t> bytes,
                        bool fatal, bool flush) {
  LegacyText text;
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, Close> converter(
      ucnv_open(name.c_str(), &error));
  if (U_FAILURE(error)) return text;
  ucnv_setToUCallBack(converter.get(),
                      fatal ? UCNV_TO_U_CALLBACK_STOP : &Replace, nullptr,
                      nullptr, nullptr, &error);
  // No byte becomes more than two units.
  text.units.resize(bytes.size() * 2 + 2);
  UChar* target = text.units.data();
  const char* source = reinterpret_cast<const char*>(bytes.data());
  ucnv_toUnicode(converter.get(), &target, target + text.units.size(), &source,
                 source + bytes.size(), nullptr, flush, &error);
  CHECK(error != U_BUFFER_OVERFLOW_ERROR);
  if (U_FAILURE(error)) return text;
  text.units.resize(target - text.units.data());
  if (!flush) {
    const int32_t pending = ucnv_toUCountPending(converter.get(), &error);
    text.pending = pending < 0 ? 0 : static_cast<size_t>(pending);
  }
  text.ok = true;
  return text;
}

}  // namespace rondo
