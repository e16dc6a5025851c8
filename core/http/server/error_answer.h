// The answers to requests that cannot be read, byte for byte Node's.
#pragma once

#include <cstdint>
#include <string_view>

namespace rondo::http {

/// For 400, 408, 413 and 431. Static storage.
std::string_view ErrorAnswer(uint16_t status);

}  // namespace rondo::http
