// The Host header's value (RFC 9110, 7.2).
#pragma once

#include <string_view>

namespace rondo::http {

/// Whether `value` is `uri-host [ ":" port ]` (RFC 3986, 3.2.2); an empty one
/// is allowed, as for a target without an authority.
bool IsValidHost(std::string_view value);

}  // namespace rondo::http
