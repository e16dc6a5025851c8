// Transfer-Encoding's list of codings (RFC 9112, 6.1).
#pragma once

#include <string_view>

namespace rondo::http {

/// Looks at one field's value. `chunked` says, before and after, whether the
/// last coding of the message so far was "chunked", which comes last and once:
/// anything behind it hides the framing. False: it did not, or a coding is none
/// that there is, unless `any` allows such.
bool TakeTransferCodings(std::string_view value, bool any, bool& chunked);

}  // namespace rondo::http
