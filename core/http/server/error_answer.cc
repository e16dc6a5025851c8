#include "core/http/server/error_answer.h"

#include "core/base/check.h"

namespace rondo::http {

std::string_view ErrorAnswer(uint16_t status) {
  switch (status) {
    case 400:
      return "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n";
    case 408:
      return "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n";
    case 413:
      return "HTTP/1.1 413 Payload Too Large\r\nConnection: close\r\n\r\n";
    case 431:
      return "HTTP/1.1 431 Request Header Fields Too Large\r\n"
             "Connection: close\r\n\r\n";
  }
  UNREACHABLE();
}

}  // namespace rondo::http
