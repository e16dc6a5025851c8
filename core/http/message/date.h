// The Date header's value, made once a second.
#pragma once

#include <cstdint>
#include <ctime>
#include <string_view>

namespace rondo::http {

/// IMF-fixdate (RFC 9110, 5.6.7): "Sun, 06 Nov 1994 08:49:37 GMT".
class DateCache {
 public:
  static constexpr size_t kSize = 29;
  /// Of seconds since 1970, kSize bytes; valid until the next call.
  std::string_view At(std::time_t seconds);

 private:
  std::time_t second_ = -1;
  char text_[kSize + 1] = {};
};

}  // namespace rondo::http
