#include "core/http/message/transfer_codings.h"

#include "core/http/message/message_head.h"

namespace rondo::http {
namespace {

/// Codings that may stand before "chunked" (RFC 9112, 7). Their contents reach
/// the program as they are.
constexpr std::string_view kCodings[] = {
    "gzip", "x-gzip", "deflate", "compress", "x-compress", "identity",
};

}  // namespace

bool TakeTransferCodings(std::string_view value, bool any, bool& chunked) {
  while (true) {
    const size_t comma = value.find(',');
    const std::string_view coding = TrimBlanks(value.substr(0, comma));
    if (chunked) return false;
    chunked = EqualsIgnoreCase(coding, "chunked");
    bool known = chunked || (any && !coding.empty());
    for (std::string_view other : kCodings) {
      known = known || EqualsIgnoreCase(coding, other);
    }
    if (!known) return false;
    if (comma == std::string_view::npos) return true;
    value.remove_prefix(comma + 1);
  }
}

}  // namespace rondo::http
