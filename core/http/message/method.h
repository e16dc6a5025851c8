// Method: the request methods that the parser knows, with llhttp's numbers.
#pragma once

#include <cstdint>
#include <string_view>

namespace rondo::http {

/// Values are llhttp's; only those that our code asks about have a name here.
enum class Method : uint8_t {
  kDelete = 0,
  kGet = 1,
  kHead = 2,
  kPost = 3,
  kPut = 4,
  kConnect = 5,
  kOptions = 6,
  kTrace = 7,
};

/// One more than the highest number a request's method can have.
inline constexpr uint8_t kMethodCount = 47;

/// "GET"; empty for a number that is no HTTP/1 method. Static storage.
std::string_view MethodName(Method method);

}  // namespace rondo::http
