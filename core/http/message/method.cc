#include "core/http/message/method.h"

#include <llhttp.h>

namespace rondo::http {

std::string_view MethodName(Method method) {
  switch (static_cast<int>(method)) {
#define RONDO_METHOD(number, name, text) \
  case number:                           \
    return #text;
    HTTP_METHOD_MAP(RONDO_METHOD)
#undef RONDO_METHOD
    default:
      return {};
  }
}

}  // namespace rondo::http
