// The part of simdutf that Rondo uses. libnode 108 and 115 export the library
// without its header: these declarations stand in for it. Newer libnodes leave
// it to the distribution's own package.
#pragma once

#include <v8-version.h>

#include <cstddef>

#if V8_MAJOR_VERSION >= 13
#include <simdutf.h>
#else

namespace simdutf {

bool validate_ascii(const char* data, size_t size) noexcept;
bool validate_utf8(const char* data, size_t size) noexcept;
/// UTF-16 units that valid UTF-8 becomes.
size_t utf16_length_from_utf8(const char* data, size_t size) noexcept;
/// Of valid UTF-8 only. Returns the units written.
size_t convert_valid_utf8_to_utf16le(const char* data, size_t size,
                                     char16_t* out) noexcept;

}  // namespace simdutf

#endif
