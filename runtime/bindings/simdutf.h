// The part of simdutf that Rondo uses. libnode 108 and 115 export the library
// without its header: these declarations stand in for it. Newer libnodes leave
// it to the distribution's own package.
#pragma once

#include <v8-version.h>

#include <cstddef>
#include <cstdint>

#if V8_MAJOR_VERSION >= 13
#include <simdutf.h>
#else

namespace simdutf {

bool validate_ascii(const char* data, size_t size) noexcept;
bool validate_utf8(const char* data, size_t size) noexcept;
/// UTF-16 units that valid UTF-8 becomes.
size_t utf16_length_from_utf8(const char* data, size_t size) noexcept;
/// Bytes of UTF-8 that Latin-1 becomes.
size_t utf8_length_from_latin1(const char* data, size_t size) noexcept;
size_t convert_latin1_to_utf8(const char* data, size_t size,
                              char* out) noexcept;
/// Bytes of UTF-8 that valid UTF-16 becomes.
size_t utf8_length_from_utf16le(const char16_t* data, size_t size) noexcept;
/// Returns the bytes written; 0 if the input is not valid.
size_t convert_utf16le_to_utf8(const char16_t* data, size_t size,
                               char* out) noexcept;

struct result {
  int error;  // 0: none
  size_t count;
};
#if V8_MAJOR_VERSION >= 11
enum base64_options : uint64_t { base64_default = 0, base64_url = 1 };
#else
using base64_options = uint64_t;
inline constexpr base64_options base64_default = 0;
inline constexpr base64_options base64_url = 1;
#endif
/// `out` has room for three bytes each four characters. Skips white space; all
/// else that is foreign is an error. `count`: bytes written.
#if V8_MAJOR_VERSION >= 11
enum last_chunk_handling_options : uint64_t { loose = 0 };
result base64_to_binary(const char* text, size_t size, char* out,
                        base64_options options,
                        last_chunk_handling_options last = loose) noexcept;
#else
result base64_to_binary(const char* text, size_t size, char* out,
                        base64_options options) noexcept;
#endif
size_t binary_to_base64(const char* data, size_t size, char* out,
                        base64_options options) noexcept;
/// Of valid UTF-8 only. Returns the units written.
size_t convert_valid_utf8_to_utf16le(const char* data, size_t size,
                                     char16_t* out) noexcept;

}  // namespace simdutf

#endif
