// Status codes and their reason phrases.
#pragma once

#include <string_view>

namespace rondo::http {

/// "OK" for 200, as Node's http.STATUS_CODES; "unknown" for what that lacks.
/// Static storage.
std::string_view ReasonPhrase(int status);

/// Whether a response with this status never has a body (RFC 9110, 6.4.1).
constexpr bool StatusForbidsBody(int status) {
  return status < 200 || status == 204 || status == 304;
}

}  // namespace rondo::http
