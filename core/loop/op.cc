#include "core/loop/op.h"

#include <cerrno>

namespace rondo {

bool AcceptOp::IsBrokenConnection(int error) {
  switch (error) {
    case ECONNABORTED:
    case EPROTO:
    case ENETDOWN:
    case ENOPROTOOPT:
    case EHOSTDOWN:
    case ENONET:
    case EHOSTUNREACH:
    case ENETUNREACH:
      break;
    default:
      return false;
  }
  if (++failures < kMaxFailures) return true;
  failures = 0;
  return false;
}

}  // namespace rondo
